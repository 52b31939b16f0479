import { describe, expect, it } from 'vitest';
import { html } from './html.ts';

describe('html', () => {
  it('escapes whatever is put in, in text and in quoted attributes', () => {
    const typed = `<img src=x onerror="alert('1')"> & co`;
    expect(html`<p title="${typed}">${typed}</p>`.toString()).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co">' +
        '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; co</p>',
    );
  });

  it('keeps nested markup once and joins lists', () => {
    const items = ['a<b', 'c'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul>${items}</ul>${['<', 2]}`.toString()).toBe('<ul><li>a&lt;b</li><li>c</li></ul>&lt;2');
  });

  it('takes nothing for markup that only looks like it', () => {
    const disguised = { toString: () => '<script>' };
    // @ts-expect-error an object of another kind is refused by the compiler already
    expect(() => html`${disguised}`.toString()).toThrow(TypeError);
  });
});
