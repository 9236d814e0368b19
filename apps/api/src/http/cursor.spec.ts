import { nextCursorOf, pageRequestOf } from './cursor.js';

const ID = 'key_01m7y2hj3pn734d9qzt4y83ka9';

test('a cursor leads on from where the page ended', () => {
  const cursor = nextCursorOf({ items: [{ id: 'key_x' }, { id: ID }], hasMore: true });
  expect(pageRequestOf({ limit: 5, cursor: cursor ?? '' })).toEqual({ limit: 5, beforeId: ID });
});

test('the last page has none', () => {
  expect(nextCursorOf({ items: [{ id: ID }], hasMore: false })).toBeNull();
});

test.each(['x', '!!!!', Buffer.from('key_1').toString('base64url'), Buffer.from(`${ID}\0`).toString('base64url'), ID])(
  'the cursor %j is refused by the name of its field',
  (cursor) => {
    expect(() => pageRequestOf({ cursor })).toThrow(expect.objectContaining({ code: 'bad_cursor', field: 'cursor' }));
  },
);
