// Runs before the first paint, so that the page never flashes in the other theme.
(function () {
  var saved = null;
  try { saved = localStorage.getItem("sntry.theme"); } catch (_) { /* storage is off: follow the system */ }
  var dark = saved === "dark" || (saved !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
