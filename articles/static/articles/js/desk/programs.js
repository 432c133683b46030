/* What other programs put on the clipboard, brought into plain HTML: whatever Word, Google Docs, LibreOffice, Wikipedia or a
   browser writes for a list, a mark or a heading becomes the tag for it. Styles go; words stay.

   Works on a document that runs and loads nothing. What may stand in a body is the schema's part. */

const UNSEEN = "script, style, template, link, meta, title, base, iframe, object, embed, noembed, noframes, noscript, audio, video, canvas, input, select, [hidden]";
const HEADINGS = "h1, h2, h3, h4, h5, h6, [role='heading']";
const BLOCKS = "p, div, ul, ol, dl, table, blockquote, pre, figure, section, article, h1, h2, h3, h4, h5, h6";
// What stands around an encyclopaedia's text, and is none of it.
const AROUND = ".mw-editsection, .navbox, .navbox-styles, .vertical-navbox, .navbar, .hatnote, .noprint, .metadata, .ambox, .sistersitebox, .shortdescription, .mw-empty-elt, .mw-jump-link, .mw-indicators, .catlinks, .printfooter, .toc, #toc, #coordinates, .geo-nondefault, .mw-cite-backlink";
const WIKI = "[class*='mw-'], sup.reference, ol.references, a[href*='wikipedia.org/wiki/']";
const SPACES = /[\s\u00a0]+/g;

// What would begin the name of a style or a handler, wherever it stands; and what is put before it while it is read.
const SPEAKING = /(?<=[\s"'/])(?=style|on)/gi;
const MUTE = "data-\ue000";

/* Read pasted HTML. Its styles and handlers are read under other names: a browser reports those of any document to the
   page's policy, even where nothing would ever apply or run them. Where markup ends and words begin only the parser
   knows, so words are given the other names too, and get theirs back. */
export function parsed(html) {
  const { body } = new DOMParser().parseFromString(html.replace(/<(\/?)style(?=[\s/>])/gi, "<$1noembed").replace(SPEAKING, MUTE), "text/html");
  for (const element of body.querySelectorAll("*")) for (const attribute of [...element.attributes]) named(element, attribute);
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(MUTE, "");
  return body;
}

function named(element, attribute) {
  const { name, value } = attribute;
  if (value.includes(MUTE)) attribute.value = value.replaceAll(MUTE, "");
  if (!name.startsWith(MUTE)) return;
  element.removeAttribute(name);
  if (name === `${MUTE}style`) element.setAttribute("data-style", attribute.value);
}

/* Bring what a body holds into plain HTML; returns the number of pictures that had to go. */
export function plain(body) {
  formulas(body);
  take(body, UNSEEN);
  for (const element of body.querySelectorAll("[data-style]")) if (/(^|;)\s*(display:\s*none|mso-hide:\s*all)/i.test(element.getAttribute("data-style"))) element.remove();
  comments(body);
  word(body);
  if (body.querySelector(WIKI)) take(body, AROUND);
  lists(body);
  tables(body);
  marks(body);
  addresses(body);
  lines(body);
  return pictures(body);
}

/* The headings of a body, outermost first in the order of the text: they become strong paragraphs. Returns their words
   and levels, but for those in lists and cells. */
export function headings(body) {
  const found = [];
  for (const heading of body.querySelectorAll(HEADINGS)) {
    const text = heading.textContent.replace(SPACES, " ").trim();
    const level = Number(heading.getAttribute("aria-level") ?? heading.localName[1]) || 1;
    const paragraph = body.ownerDocument.createElement("p");
    const strong = body.ownerDocument.createElement("strong");
    unwrap(heading, "strong, b");
    strong.append(...heading.childNodes);
    paragraph.append(strong);
    heading.replaceWith(...(text ? [paragraph] : []));
    if (text && !paragraph.parentElement.closest("li, td, th, dd, blockquote")) found.push({ text, level });
  }
  return found;
}

/* What an element's style says: { name: value }. */
function style(element) {
  const pairs = (element.getAttribute("data-style") ?? "").toLowerCase().split(";").map((pair) => pair.split(":"));
  return Object.fromEntries(pairs.filter(([, value]) => value).map(([name, ...value]) => [name.trim(), value.join(":").trim()]));
}

function take(root, selector) {
  for (const element of root.querySelectorAll(selector)) element.remove();
}

function unwrap(root, selector) {
  for (const element of root.querySelectorAll(selector)) element.replaceWith(...element.childNodes);
}

function renamed(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

function wrapped(element, tag) {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

function comments(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const comment of found) comment.remove();
}

/* A formula is what its author typed, where that is said, else its letters. */
function formulas(body) {
  for (const math of body.querySelectorAll("math")) {
    const frame = math.closest(".mwe-math-element") ?? math;
    const typed = (math.getAttribute("alttext") ?? math.querySelector("annotation[encoding*='tex']")?.textContent ?? "").trim();
    const said = /^\{\\displaystyle ([\s\S]*)\}$/.exec(typed)?.[1].trim() ?? typed;
    const code = body.ownerDocument.createElement(said ? "code" : "span");
    code.textContent = said || math.textContent.replace(SPACES, "");
    frame.replaceWith(code);
  }
}

/* Word's own: deleted words and comments go, as in the document once its changes are accepted. */
function word(body) {
  take(body, ".msoDel, del[datetime], [data-style*='mso-element:comment'], .MsoCommentReference, .msocomanchor, [data-style*='mso-special-character:comment'], .EOP");
  for (const element of [...body.querySelectorAll("*")]) {
    if (!element.localName.includes(":")) continue;
    if (element.textContent.replace(SPACES, "")) element.replaceWith(...element.childNodes);
    else element.remove();
  }
  for (const spaces of body.querySelectorAll("[data-style*='mso-spacerun'], [data-style*='mso-tab-count'], .Apple-converted-space, .Apple-tab-span")) spaces.replaceWith(" ");
  for (const paragraph of body.querySelectorAll("p")) {
    const kind = paragraph.className;
    const level = Number(style(paragraph)["mso-outline-level"]);
    if (/^MsoTitle/.test(kind) || level) renamed(paragraph, `h${Math.min(level || 1, 6)}`);
    else if (/^Mso(Intense)?Quote/.test(kind)) wrapped(renamed(paragraph, "blockquote"), "p");
    else if (kind === "MsoCaption" && paragraph.nextElementSibling?.localName === "table") paragraph.nextElementSibling.prepend(renamed(paragraph, "caption"));
  }
}

/* Lists ------------------------------------------------------------------------------------------------------- */

function lists(body) {
  const stack = [];
  for (const paragraph of body.querySelectorAll("[data-style*='mso-list']")) {
    const level = /\blevel(\d+)/.exec(style(paragraph)["mso-list"] ?? "");
    if (!level) continue;
    const sign = paragraph.querySelector("[data-style*='mso-list:ignore' i]");
    const told = sign?.textContent.replace(SPACES, "") ?? "";
    sign?.remove();
    nest(stack, paragraph, { level: Number(level[1]), kind: /^[([]?[0-9a-z]+[.)\]]/i.test(told) ? "ol" : "ul", start: parseInt(told, 10) || 1, nodes: paragraph.childNodes });
  }
  stack.length = 0;
  for (const frame of body.querySelectorAll(".ListContainerWrapper")) {
    for (const item of frame.querySelectorAll("li")) {
      const list = item.closest("ul, ol");
      const level = Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level")) || 1;
      nest(stack, frame, { level, kind: list.localName, start: Number(list.getAttribute("start")) || 1, nodes: item.childNodes });
    }
  }
  // A list that stands in a list without an item belongs to the item before it.
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const item = list.previousElementSibling ?? list.ownerDocument.createElement("li");
    if (!item.isConnected) list.before(item);
    item.append(list);
  }
}

/* Put nodes into an item of the list that ends right before a place, or of a new one there, at a level. */
function nest(stack, place, { level, kind, start, nodes }) {
  if (stack[0]?.list !== place.previousElementSibling) stack.length = 0;
  while (stack.length && (stack.at(-1).level > level || (stack.at(-1).level === level && stack.at(-1).list.localName !== kind))) stack.pop();
  if (stack.at(-1)?.level !== level) {
    const list = place.ownerDocument.createElement(kind);
    if (kind === "ol" && start > 1) list.setAttribute("start", start);
    if (stack.length) stack.at(-1).list.lastElementChild.append(list);
    else place.before(list);
    stack.push({ list, level });
  }
  const item = place.ownerDocument.createElement("li");
  item.append(...nodes);
  stack.at(-1).list.append(item);
  if (!place.textContent.replace(SPACES, "")) place.remove();
}

/* Tables ------------------------------------------------------------------------------------------------------ */

/* One body of rows; the cells of a head, and those that are alone in heading their row, say what they head. */
function tables(body) {
  take(body, "colgroup, col");
  for (const table of body.querySelectorAll("table")) {
    const rows = [...table.rows];
    for (const row of rows) {
      const heads = row.closest("thead") !== null;
      for (const cell of [...row.cells]) {
        const cellNow = heads && cell.localName === "td" ? headOf(cell) : cell;
        if (cellNow.localName !== "th" || cellNow.hasAttribute("scope")) continue;
        const all = heads || [...row.cells].every((each) => each.localName === "th");
        cellNow.setAttribute("scope", all && (heads || row === rows[0]) ? "col" : "row");
      }
    }
    const caption = table.caption;
    const only = table.ownerDocument.createElement("tbody");
    only.append(...rows);
    table.replaceChildren(...(caption ? [caption, only] : [only]));
  }
}

function headOf(cell) {
  const head = renamed(cell, "th");
  for (const name of ["colspan", "rowspan"]) if (cell.hasAttribute(name)) head.setAttribute(name, cell.getAttribute(name));
  return head;
}

/* Marks ------------------------------------------------------------------------------------------------------- */

// Tag -> what a style says where it is meant, and where it is taken back.
const MARKS = [
  { tag: "strong", tags: "b, strong", on: (said) => /^(bold|bolder|[6-9]00)/.test(said["font-weight"]), off: (said) => /^(normal|[1-5]00)/.test(said["font-weight"]) },
  { tag: "em", tags: "i, em", on: (said) => /^(italic|oblique)/.test(said["font-style"]), off: (said) => said["font-style"] === "normal" },
  { tag: "sup", tags: "sup", on: (said) => said["vertical-align"] === "super", off: (said) => said["vertical-align"] === "baseline" },
  { tag: "sub", tags: "sub", on: (said) => said["vertical-align"] === "sub", off: (said) => said["vertical-align"] === "baseline" },
];

function marks(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    if (element.matches(`th, ${HEADINGS}`) || element.closest("pre")) continue;
    const said = style(element);
    for (const { tag, tags, on, off } of MARKS) {
      if (element.matches(tags)) {
        if (off(said)) element.replaceWith(...element.childNodes);
      } else if (on(said) && !element.closest(tags)) wrapped(element, tag);
    }
  }
  for (const quote of body.querySelectorAll("q")) quote.replaceWith("“", ...quote.childNodes, "”");
}

/* Addresses as they are meant: past the pages that only lead on. */
function addresses(body) {
  for (const link of body.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href").trim();
    const url = /^https?:/i.test(href) && URL.canParse(href) ? new URL(href) : null;
    const onward = url && (/^(www\.)?google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url" ? url.searchParams.get("q") ?? url.searchParams.get("url") : url.hostname.endsWith(".safelinks.protection.outlook.com") ? url.searchParams.get("url") : null);
    link.setAttribute("href", onward ?? (url && /[\s"<>\\]/.test(href) ? url.href : href));
  }
}

/* Lines and pictures ------------------------------------------------------------------------------------------ */

/* Lines of code stay lines; two breaks in a row end a paragraph; paragraphs without a word go. */
function lines(body) {
  for (const block of body.querySelectorAll("div[data-style], p[data-style]")) if (style(block)["white-space"] === "pre" && !block.closest("pre")) renamed(block, "pre");
  for (const pre of body.querySelectorAll("pre")) {
    for (const line of pre.querySelectorAll("div, p")) line.after("\n");
    for (const end of pre.querySelectorAll("br")) end.replaceWith("\n");
  }
  for (const end of body.querySelectorAll("br")) {
    const beside = [end.previousSibling, end.nextSibling].map((node) => (node?.nodeType === Node.TEXT_NODE && !node.data.trim() ? (node === end.previousSibling ? node.previousSibling : node.nextSibling) : node));
    if (beside.every((node) => !node || (node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS)))) end.remove();
  }
  for (const block of [body, ...body.querySelectorAll("p, div, td, th, li, dd, blockquote")]) parted(block);
  for (const paragraph of body.querySelectorAll("p")) {
    if (!paragraph.textContent.replace(SPACES, "") && !paragraph.querySelector("cite, figure, table, img")) paragraph.remove();
  }
}

function parted(block) {
  const isBreak = (node) => node.nodeName === "BR";
  const nodes = [...block.childNodes].filter((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim() || !isBreak(node.previousSibling ?? node) || !isBreak(node.nextSibling ?? node));
  if (!nodes.some((node, place) => isBreak(node) && nodes[place + 1] && isBreak(nodes[place + 1]))) return;
  if (nodes.some((node) => node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS))) return;
  const parts = [[]];
  nodes.forEach((node, place) => {
    const double = isBreak(node) && ((nodes[place + 1] && isBreak(nodes[place + 1])) || (nodes[place - 1] && isBreak(nodes[place - 1])));
    if (!double) parts.at(-1).push(node);
    else if (parts.at(-1).length) parts.push([]);
  });
  const paragraphs = parts.filter((part) => part.length).map((part) => {
    const paragraph = block.ownerDocument.createElement("p");
    paragraph.append(...part);
    return paragraph;
  });
  if (block.localName === "p") block.replaceWith(...paragraphs);
  else block.replaceChildren(...paragraphs);
}

/* Pictures are not taken from elsewhere: they are uploaded, with words on where they are from. Signs and spacers do not count. */
function pictures(body) {
  const tiny = (image) => ["width", "height"].some((name) => image.hasAttribute(name) && parseInt(image.getAttribute(name), 10) < 40);
  const found = [...body.querySelectorAll("img, svg")];
  const count = found.filter((image) => image.localName === "img" && !tiny(image)).length;
  for (const image of found) image.remove();
  for (const caption of body.querySelectorAll("figcaption, summary, legend")) renamed(caption, "p");
  return count;
}
