import { limits } from '@og-tickets/contract/limits.ts';
import { removeLogo, setLogo } from '@og-tickets/contract/logo.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { shopQuery } from '../../api/shop-query.ts';
import { ConfirmRemoval } from '../../shell/confirm-removal.tsx';
import { FormFailure } from '../../shell/form-failure.tsx';
import { ShopMark } from '../../shell/shop-mark.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { announce } from '../../ui/live.tsx';
import { useWords } from '../../words/book.ts';
import { shopSettingsWords } from '../../words/shop-settings.ts';

/** The shop's logo: chosen from this computer, seen, taken away. */
export function LogoForm() {
  const w = useWords(shopSettingsWords).logo;
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [removing, setRemoving] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const { data: shop } = useQuery(shopQuery);
  const again = () => client.invalidateQueries({ queryKey: shopQuery.queryKey });
  const send = useMutation({
    mutationFn: async (file: File) => call(setLogo, { body: { png: await base64Of(file) } }),
    onSuccess: async () => {
      await again();
      announce(w.saved);
    },
  });
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > limits.logoMaxBytes);
    send.reset();
    if (file.size <= limits.logoMaxBytes) send.mutate(file);
  };
  const remove = async () => {
    await call(removeLogo, {});
    await again();
    announce(w.removed);
  };
  const hasLogo = shop?.logo != null;
  return (
    <Card as="section" labelledBy="reglages-logo">
      <h2 id="reglages-logo" className="heading mb-2 text-24">
        {w.title}
      </h2>
      <p id="reglages-logo-regle" className="mb-4 max-w-2xl text-muted">
        {w.text}
      </p>
      <div className="flex flex-wrap items-center gap-4">
        <span className="flex items-center gap-3">
          <ShopMark />
          {hasLogo ? w.now : w.none}
        </span>
        <input
          ref={input}
          type="file"
          accept="image/png"
          className="sr-only"
          tabIndex={-1}
          aria-hidden="true"
          onChange={({ target }) => {
            choose(target.files?.[0]);
            target.value = '';
          }}
        />
        <Button
          variant="secondary"
          aria-describedby="reglages-logo-regle"
          loading={send.isPending}
          onClick={() => input.current?.click()}
        >
          {hasLogo ? w.change : w.choose}
        </Button>
        {hasLogo ? (
          <Button variant="danger" onClick={() => setRemoving(true)}>
            {w.remove}
          </Button>
        ) : null}
      </div>
      {tooLarge ? <Banner tone="warn">{w.tooLarge}</Banner> : null}
      {send.error ? <FormFailure error={send.error} /> : null}
      <ConfirmRemoval
        open={removing}
        title={w.remove}
        text={w.removeText}
        action={w.remove}
        onConfirm={remove}
        onClose={() => setRemoving(false)}
      />
    </Card>
  );
}

/** A file as the server takes it. */
async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
