// Score a page of the desk for accessibility, for who is signed in: node desk.mjs FOLDER-OF-LIGHTHOUSE ADDRESS REPORT
// with DESK_COOKIE='name=value; …'. The cookies lie in the browser's own jar, where what the page's scripts ask finds
// them too: given as headers they are lost with the first cookie that the desk sets, and the page covers itself.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [home, address, report] = process.argv.slice(2);
const found = createRequire(`${home}/package.json`);
const load = async (name) => (await import(pathToFileURL(found.resolve(name)))).default;
const [puppeteer, lighthouse] = [await load("puppeteer-core"), await load("lighthouse")];

const cookies = process.env.DESK_COOKIE.split("; ").map((told) => {
  const at = told.indexOf("=");
  return { name: told.slice(0, at), value: told.slice(at + 1), url: address };
});
const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH,
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  protocolTimeout: 600_000,
});
try {
  const page = await browser.newPage();
  await page.setCookie(...cookies);
  const how = { onlyCategories: ["accessibility"], disableStorageReset: true, logLevel: "error", maxWaitForLoad: 120_000 };
  const { lhr } = await lighthouse(address, how, undefined, page);
  const stands = await page.evaluate("document.body.hidden ? 'a covered page' : location.href");
  if (stands !== address) throw new Error(`Lighthouse stood on ${stands} and not on ${address}`);
  writeFileSync(report, JSON.stringify(lhr));
} finally {
  await browser.close();
}
