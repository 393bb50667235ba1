#!/bin/sh
# Score the tipster's pages with Lighthouse, on a server that is running: PORT=8000 benchmarks/lighthouse/run.sh
# Takes every page in every language, or the addresses that it is given: … run.sh /acf/ /fr/notices
# Pages of the desk are scored for who is signed in, and for accessibility alone (the desk is in no search, and fast
# enough is said in milliseconds): `python -m benchmarks.lighthouse_desk` makes a desk with tips and scores all of it;
# of one that runs: DESK_COOKIE='name=value; …' PORT=8001 … run.sh /desk/ /desk/search /desk/numbers
#
# Installs Lighthouse into a folder of its own outside the repository; wants Node 20 and a Chromium.
# Prints one line a page: performance, accessibility, best practices, search. Fails if one is below 100.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
home=${LIGHTHOUSE_HOME:-${TMPDIR:-/tmp}/tipline-lighthouse}
export CHROME_PATH=${CHROME_PATH:-/usr/bin/chromium}
base=http://${HOST:-localhost}:${PORT:-8000}

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

score() {
    if [ -n "${DESK_COOKIE:-}" ]; then
        node "$here/desk.mjs" "$home" "$base$1" "$home/report.json" || return 1
    else
        "$home/node_modules/.bin/lighthouse" "$base$1" --quiet --output=json --output-path="$home/report.json" \
            --only-categories=performance,accessibility,best-practices,seo \
            --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage" || return 1
    fi
    node "$here/score.js" "$home/report.json" "$1"
}

failed=0
for path in ${*:-$(every_page)}; do
    score "$path" || failed=1
done
exit $failed
