// Takes the code that a QR brought behind the # into the field, and out of the address. Without this script it is typed.
(function () {
  var code = decodeURIComponent(location.hash.slice(1)), field = document.getElementById("code");
  if (!field || !/^[0-9A-Za-z-]{20,40}$/.test(code)) { return; }
  field.value = code.match(/.{1,5}/g).join("-");
  history.replaceState(null, "", location.pathname + location.search);
  var next = document.getElementById("postcode");
  if (next) { next.focus(); }
})();
