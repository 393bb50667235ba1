// Print the four scores of a Lighthouse report, and each audit that costs points. Exit code 1 below 100.
const [file, page] = process.argv.slice(2);
const report = JSON.parse(require("fs").readFileSync(file, "utf8"));
const scores = Object.values(report.categories).map((each) => `${each.title} ${Math.round(each.score * 100)}`);
console.log(`${page}  ${scores.join("  ")}`);
let worst = 1;
for (const category of Object.values(report.categories)) {
  worst = Math.min(worst, category.score);
  for (const { id, weight } of category.auditRefs) {
    const audit = report.audits[id];
    if (weight && audit.score !== null && audit.score < 0.995) console.log(`    ${id}: ${audit.title} (${audit.displayValue ?? ""})`);
  }
}
process.exit(worst < 0.995 ? 1 : 0);
