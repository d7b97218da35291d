// Switches an article's view in place: by the links that lead to the views, or
// with one key. What was chosen last is remembered.
const key = 'view';
const remembered = () => { try { return localStorage.getItem(key) || ''; } catch { return ''; } };
const remember = (view) => { try { localStorage.setItem(key, view); } catch { /* not allowed: the address still says it */ } };

const links = () => [...document.querySelectorAll('.views a')];
let current = links().find((a) => a.hasAttribute('aria-current'))?.dataset.view; // what is shown, or on its way

// hint shows that there is a key.
const hint = () => { for (const key of document.querySelectorAll('.views .key')) key.hidden = false; };

// place finds the block that is being read, so that it stays where it is.
const rows = () => [...document.querySelectorAll('.text > .row')];
const place = () => {
  const index = rows().findIndex((row) => row.getBoundingClientRect().bottom > 80);
  return index < 0 || window.scrollY === 0 ? null : { index, top: rows()[index].getBoundingClientRect().top };
};

let loading = null;
const show = async (link, focus) => {
  const { href, dataset: { view } } = link;
  current = view;
  loading?.abort();
  loading = new AbortController();
  let page;
  try {
    const answer = await fetch(href, { signal: loading.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch (problem) {
    if (problem.name !== 'AbortError') location.assign(href);
    return;
  }
  const article = page.getElementById('article');
  if (!article) return location.assign(href);
  const at = place();
  document.getElementById('article').replaceWith(document.adoptNode(article));
  hint();
  document.title = page.title;
  history.replaceState(null, '', href);
  const row = at && rows()[at.index];
  if (row) window.scrollBy({ top: row.getBoundingClientRect().top - at.top, behavior: 'instant' });
  if (focus) links().find((a) => a.dataset.view === view)?.focus({ preventScroll: true });
};

const choose = (link, focus) => {
  remember(link.dataset.view);
  if (link.dataset.view !== current) show(link, focus);
};

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('.views a');
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  choose(link, true);
});

document.addEventListener('keydown', (event) => {
  if (event.code !== 'KeyV' || event.metaKey || event.ctrlKey || event.altKey || event.target.closest?.('input, select, textarea')) return;
  const all = links();
  if (all.length) choose(all[(all.findIndex((a) => a.dataset.view === current) + 1) % all.length], false);
});

hint();

// A page opened by its plain address takes the view that was chosen last.
const wanted = links().find((a) => a.dataset.view === remembered());
if (wanted && current === '' && wanted.dataset.view !== '' && !location.hash) show(wanted, false);
