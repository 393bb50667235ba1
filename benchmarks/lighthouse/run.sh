#!/bin/sh
# Score the tipster's pages with Lighthouse, on a server that is running: PORT=8000 benchmarks/lighthouse/run.sh
# Takes every page in every language, or the addresses that it is given: … run.sh /acf/ /fr/notices
# Pages of the desk are scored for who is signed in, and for accessibility alone (the desk is in no search, and fast
# enough is said in milliseconds): DESK_COOKIE='name=value; …' PORT=8001 … run.sh /desk/ /desk/search /desk/numbers
#
# Installs Lighthouse into a folder of its own outside the repository; wants Node 20 and a Chromium.
# Prints one line a page: performance, accessibility, best practices, search. Fails if one is below 100.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=${LIGHTHOUSE_HOME:-${TMPDIR:-/tmp}/tipline-lighthouse}
export CHROME_PATH=${CHROME_PATH:-/usr/bin/chromium}
base=http://localhost:${PORT:-8000}

if [ ! -x "$home/node_modules/.bin/lighthouse" ]; then
    mkdir -p "$home"
    (cd "$home" && PUPPETEER_SKIP_DOWNLOAD=1 npm install --silent --no-audit --no-fund --prefix "$home" lighthouse@12.8.2)
fi

# The first page of those that a page leads to, if it leads to one: one_of PAGE PATTERN
one_of() {
    node -e "fetch('$base/en/$1').then((page) => page.text()).then((text) => console.log(text.match(/$2/)?.[0] ?? ''))"
}

# The first notice with a picture, or without one: a_notice true, a_notice false
a_notice() {
    node -e "(async () => {
        const list = await (await fetch('$base/en/notices')).text();
        for (const [each] of list.matchAll(/notices\/\w{4}/g)) {
            const page = await (await fetch('$base/en/' + each)).text();
            if (page.includes('class=\"picture\"') === $1) return console.log(each);
        }
    })()"
}

every_page() {
    notice=$(a_notice false) pictured=$(a_notice true) month=$(one_of about/numbers 'about\/numbers\/\d{4}-\d\d(?!\.)')
    for code in en acf fr es ht; do
        for page in "" anew short mailbox mailbox/anew pay answer notices $notice $pictured help listen closed about what-we-keep about/identity \
            about/phones about/after about/times about/rewards about/limits about/numbers $month; do
            echo "/$code/$page"
        done
    done
}

categories=performance,accessibility,best-practices,seo
if [ -n "${DESK_COOKIE:-}" ]; then
    categories=accessibility
    (umask 077 && printf '{"Cookie": "%s"}' "$DESK_COOKIE" > "$home/headers.json")
    trap 'rm -f "$home/headers.json"' EXIT
fi

failed=0
for path in ${*:-$(every_page)}; do
    "$home/node_modules/.bin/lighthouse" "$base$path" --quiet --output=json --output-path="$home/report.json" \
        --only-categories=$categories ${DESK_COOKIE:+--extra-headers="$home/headers.json"} \
        --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
    node "$here/score.js" "$home/report.json" "$path" || failed=1
done
exit $failed
