// Only comfort: a filter of a list, a button that copies. Everything can be read and asked without it.
(function () {
  document.querySelectorAll("form[data-filter]").forEach(function (form) {
    var place = document.getElementById(form.dataset.filter), input = form.querySelector("input"), said = form.querySelector("[role=status]");
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    input.addEventListener("input", function () {
      var wanted = input.value.trim().toLowerCase(), shown = 0;
      place.querySelectorAll("li").forEach(function (one) {
        one.hidden = one.querySelector("a").textContent.toLowerCase().indexOf(wanted) < 0;
        shown += one.hidden ? 0 : 1;
      });
      place.querySelectorAll("section").forEach(function (part) { part.hidden = !part.querySelector("li:not([hidden])"); });
      said.textContent = shown ? "" : "No force or service fits.";
    });
  });
  document.querySelectorAll(".to-end").forEach(function (box) { box.scrollLeft = box.scrollWidth; });
  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim()).then(function () {
        button.textContent = "Copied";
      });
    });
  });
})();
