// Read before the page by every browser that runs scripts, however old: so nothing in it is newer than 2009.
// The page as it came refreshes itself to its cover, and nothing can stop a refresh that was read. So it is read into a
// comment here, and this keeps the time in its place, until the last line of desk.js says that desk.js does.
"use strict";

(function () {
  var scripts = document.getElementsByTagName("script");
  var own = scripts[scripts.length - 1];
  var page = document.documentElement;

  function showByHand() {
    page.removeAttribute("data-waits");
  }

  window.coverByTime = setTimeout(
    function () {
      document.body.hidden = true;
      location.replace(own.getAttribute("data-cover"));
    },
    Number(own.getAttribute("data-seconds")) * 1000
  );
  page.setAttribute("data-waits", ""); // what desk.js takes away is not shown before it has had time to come
  document.addEventListener("DOMContentLoaded", showByHand);
  setTimeout(showByHand, 10000);
  document.write("<!--");
})();
