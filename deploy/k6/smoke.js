// k6 run deploy/k6/smoke.js: visitors look around, some hold places and give them back. TARGET is the shop; a shop with real
// sales is no place for this. Fails when a reply is wrong or slow.
import { check, fail, sleep } from 'k6';
import http from 'k6/http';

const target = __ENV.TARGET || 'http://localhost:3000';
const api = `${target}/api/v1`;
const asPages = { 'x-requested-with': 'og-tickets', 'accept-language': 'fr' };

export const options = {
  scenarios: {
    visitors: { executor: 'constant-vus', vus: 10, duration: '60s', exec: 'visit' },
    buyers: { executor: 'constant-vus', vus: 2, duration: '60s', exec: 'hold' },
  },
  thresholds: {
    checks: ['rate==1'],
    http_req_failed: ['rate<0.001'],
    'http_req_duration{kind:page}': ['p(95)<300'],
    'http_req_duration{kind:hold}': ['p(95)<500'],
  },
};

/** A session with places left, with its first category that has some and that one's first tariff. */
export function setup() {
  const list = http.get(`${api}/sessions?available=true&limit=20`, { headers: asPages });
  if (list.status !== 200) fail(`the list of sessions answered ${list.status}`);
  for (const { code } of list.json('items')) {
    for (const { category, remaining, tariffs } of http
      .get(`${api}/sessions/${code}`, { headers: asPages })
      .json('categories')) {
      if (remaining > 10 && tariffs.length > 0) return { session: code, category, offer: tariffs[0].offer };
    }
  }
  return fail('no session is on sale');
}

/** Looks at the list and at one session. */
export function visit(wanted) {
  const tags = { kind: 'page' };
  const replies = http.batch([
    ['GET', `${target}/`, null, { headers: asPages, tags }],
    ['GET', `${api}/sessions?limit=20`, null, { headers: asPages, tags }],
    ['GET', `${api}/sessions/${wanted.session}`, null, { headers: asPages, tags }],
  ]);
  check(replies, { 'pages answer 200': (all) => all.every(({ status }) => status === 200) });
  sleep(1);
}

/** Holds one place as a guest and gives it back. */
export function hold(wanted) {
  const headers = {
    ...asPages,
    'content-type': 'application/json',
    'idempotency-key': `${__VU}-${__ITER}-${Date.now()}`,
  };
  const tags = { kind: 'hold' };
  const held = http.post(`${api}/cart/lines`, JSON.stringify({ ...wanted, quantity: 1 }), { headers, tags });
  check(held, { 'a place is held': ({ status }) => status === 201 });
  if (held.status !== 201) return;
  for (const { id } of held.json('lines')) {
    const given = http.del(`${api}/cart/lines/${id}`, null, { headers: asPages, tags });
    check(given, { 'and given back': ({ status }) => status === 200 });
  }
  sleep(1);
}
