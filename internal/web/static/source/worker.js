// Keeps the articles that were read, for when there is no network. The scope
// is one edition.
const kept = 'pages-1';
const most = 60;
const offline = new URL('offline/', self.registration.scope).href;

const put = async (request, answer) => {
  const cache = await caches.open(kept);
  await cache.put(request, answer);
  const all = await cache.keys();
  const old = all.filter(({ url }) => url !== offline);
  for (const request of old.slice(0, Math.max(0, old.length - most))) await cache.delete(request);
};

const prepare = async () => {
  const answer = await fetch(offline);
  if (!answer.ok) throw new Error(String(answer.status));
  const page = await answer.clone().text();
  await put(new Request(offline), answer);
  const style = page.match(/href="([^"]+\.css)"/);
  if (style) await (await caches.open(kept)).add(new URL(style[1], offline).href);
};

self.addEventListener('install', (event) => event.waitUntil(prepare().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  const own = url.pathname.startsWith('/static/') || url.pathname.startsWith('/media/');
  if (!own && request.mode !== 'navigate') return;
  event.respondWith((async () => {
    if (own) {
      const have = await caches.match(request);
      if (have) return have;
    }
    try {
      const answer = await fetch(request);
      if (answer.ok && (own || url.pathname.includes('/article/'))) event.waitUntil(put(request, answer.clone()));
      return answer;
    } catch (problem) {
      const have = await caches.match(request) || (own ? null : await caches.match(offline));
      if (have) return have;
      throw problem;
    }
  })());
});
