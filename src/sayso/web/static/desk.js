// What all pages share. Each page that needs more has a module of its own beside this one.

/** Say something once, for eyes and screen readers. */
export function flash(words) {
  const place = document.getElementById("flash");
  if (!place) return;
  place.textContent = words;
  clearTimeout(flash.timer);
  flash.timer = setTimeout(() => { place.textContent = ""; }, 4000);
}

/** Whether keys typed now belong to a field and not to the page. */
export function typing(event) {
  const at = event.target;
  return event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
}

// An answer may carry words to be said ("x-sayso-said"), and what went wrong is always said.
document.addEventListener("htmx:afterRequest", (event) => {
  const said = event.detail.xhr?.getResponseHeader("x-sayso-said");
  if (said) flash(decodeURIComponent(said));
});
document.addEventListener("htmx:sendError", () => flash(document.getElementById("flash").dataset.offline));
