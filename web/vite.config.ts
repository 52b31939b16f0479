import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The server that `npm start` runs; the development pages send it their requests. */
const SERVER = 'http://localhost:3000';

/** Adds a preload link for the text face: it is on every page, and its hashed name is only known after bundling. */
function preloadTextFace(): Plugin {
  return {
    name: 'preload-text-face',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const face = Object.keys(bundle ?? {}).find((file) => /atkinson-hyperlegible-next.*\.woff2$/.test(file));
        if (!face) throw new Error('preload-text-face: the text face is not in the bundle');
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${face}`, crossorigin: true };
        return [{ tag: 'link', attrs, injectTo: 'head-prepend' }];
      },
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), preloadTextFace()],
  server: { proxy: { '/api': SERVER, '/dev': SERVER } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // The content security policy allows no inline script, style or font: everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
});
