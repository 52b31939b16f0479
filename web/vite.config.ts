import { createHash } from 'node:crypto';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin } from 'vite';

/**
 * The server that `npm start` runs; the development pages send it their requests. They keep their own host: a write whose
 * origin is not the host it is sent to is refused.
 */
const SERVER = { target: 'http://localhost:3000', changeOrigin: false };

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

/** Builds the service worker beside the pages, told which files of this build to keep. */
function serviceWorker(): Plugin {
  const source = 'src/offline/service-worker.ts';
  return {
    name: 'service-worker',
    apply: 'build',
    async generateBundle(_options, bundle) {
      // The wasm is the gate's, which has a connection or an offline store of its own.
      const files = Object.keys(bundle).filter((file) => /\.(?:js|css|woff2)$/.test(file));
      const names = files.map((file) => `/${file}`).sort();
      const id = createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 16);
      const built = await build({
        configFile: false,
        root: import.meta.dirname,
        logLevel: 'warn',
        define: { THIS_BUILD: JSON.stringify({ id, files: names }) },
        build: { write: false, lib: { entry: source, formats: ['iife'], name: 'worker', fileName: 'sw' } },
      });
      const outputs = Array.isArray(built) ? built : [built];
      const chunk = outputs.flatMap((result) => ('output' in result ? result.output : []))[0];
      if (chunk?.type !== 'chunk') throw new Error('service-worker: nothing was built');
      this.emitFile({ type: 'asset', fileName: 'sw.js', source: chunk.code });
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), preloadTextFace(), serviceWorker()],
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
