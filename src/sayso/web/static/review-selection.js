// From a selection in the browser to offsets in the report's text, in code points, and a bar placed beside it.
// Every [data-b] element holds characters that stand one for one for those of the text from that offset on.

const points = (text) => [...text].length;

/** {begin, end, words} of what is selected within `text`; null when nothing is. */
export function selectedSpan(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const touched = [...text.querySelectorAll("[data-b]")].map((each) => reach(each, range)).filter(Boolean);
  if (!touched.length) return null;
  const words = touched.map((each) => each.words).join("").trim();
  return words ? { begin: touched[0].begin, end: touched.at(-1).end, words } : null;
}

/** What of one element's characters is selected. */
function reach(element, range) {
  const node = element.firstChild;
  if (!node || !range.intersectsNode(node)) return null;
  const from = range.startContainer === node ? range.startOffset : 0;
  const to = range.endContainer === node ? range.endOffset : node.data.length;
  const words = node.data.slice(from, to);
  if (!words) return null;
  const begin = Number(element.dataset.b) + points(node.data.slice(0, from));
  return { begin, end: begin + points(words), words };
}

/** Put the bar above the selection, or below it where there is no room; it never leaves the window. */
export function placeSelection(bar) {
  const at = getSelection().getRangeAt(0).getBoundingClientRect();
  bar.hidden = false;
  const [width, height] = [bar.offsetWidth, bar.offsetHeight];
  const left = Math.min(Math.max(8, at.left), document.documentElement.clientWidth - width - 8);
  const above = at.top - height - 8;
  bar.style.left = `${left + scrollX}px`;
  bar.style.top = `${(above > 60 ? above : at.bottom + 8) + scrollY}px`;
}
