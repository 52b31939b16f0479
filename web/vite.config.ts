import { createHash } from 'node:crypto';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { chunkNames } from './build/chunks.ts';
import { endpointsWithoutSchemas } from './build/endpoints-without-schemas.ts';

/**
 * The server that `npm start` runs; the development pages send it their requests. They keep their own host: a write whose
 * origin is not the host it is sent to is refused.
 */
const SERVER = { target: 'http://localhost:3000', changeOrigin: false };

/** Adds a preload link for the text face: it is on every page, and its hashed name is only known after bundling. */
function preloadTextFace(): Plugin {
  return {
    name: 'preload-text-face',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
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

/** While pages are developed, too, addresses of the gate are of its own document. */
function gateDocument(): Plugin {
  return {
    name: 'gate-document',
    configureServer: (server) => {
      server.middlewares.use((request, _answer, next) => {
        if (/^\/controle(?:[/?]|$)/.test(request.url ?? '')) request.url = '/gate.html';
        next();
      });
    },
  };
}

/** A file of the build as the plug-ins see it. */
type Built = Rolldown.OutputBundle[string];

/** What the pages of the shop need without a connection; the wasm is the gate's. */
const keptByShop = (bundle: Rolldown.OutputBundle) =>
  Object.keys(bundle).filter((file) => /\.(?:js|css|woff2)$/.test(file));

/** What a scanner needs: its application with all that it may ask for, fonts and wasm. */
function keptByGate(bundle: Rolldown.OutputBundle): string[] {
  const kept = new Set(Object.keys(bundle).filter((file) => /\.(?:css|woff2|wasm)$/.test(file)));
  const add = (name: string, withLazy: boolean) => {
    const chunk: Built | undefined = bundle[name];
    if (chunk?.type !== 'chunk' || kept.has(name)) return;
    kept.add(name);
    for (const file of chunk.imports) add(file, false);
    if (withLazy) for (const file of chunk.dynamicImports) add(file, true);
  };
  const entry = Object.entries(bundle).find(
    ([, chunk]) => chunk.type === 'chunk' && chunk.isEntry && chunk.facadeModuleId?.endsWith('/gate.html'),
  );
  if (!entry) throw new Error('service-workers: the application of the gate is not in the bundle');
  add(entry[0], true);
  return [...kept];
}

/** The service workers, one for the shop and one for scanners, and where they are found. */
const workers = [
  { source: 'src/offline/service-worker.ts', fileName: 'sw', keeps: keptByShop },
  {
    source: 'src/offline/gate-worker.ts',
    fileName: 'controle-sw',
    keeps: keptByGate,
  },
];

/** Builds the service workers beside the pages, told which files of this build to keep. */
function serviceWorkers(): Plugin {
  return {
    name: 'service-workers',
    apply: (_config, { command, isSsrBuild }) => command === 'build' && !isSsrBuild,
    async generateBundle(_options, bundle) {
      for (const { source, fileName, keeps } of workers) {
        const files = keeps(bundle)
          .map((file) => `/${file}`)
          .sort();
        const id = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
        const built = await build({
          configFile: false,
          root: import.meta.dirname,
          logLevel: 'warn',
          define: { THIS_BUILD: JSON.stringify({ id, files }) },
          build: { write: false, lib: { entry: source, formats: ['iife'], name: 'worker', fileName } },
        });
        const outputs = Array.isArray(built) ? built : [built];
        const chunk = outputs.flatMap((result) => ('output' in result ? result.output : []))[0];
        if (chunk?.type !== 'chunk') throw new Error(`service-workers: nothing was built of ${source}`);
        this.emitFile({ type: 'asset', fileName: `${fileName}.js`, source: chunk.code });
      }
    },
  };
}

/** The pages for browsers, or with `--ssr` what draws them on a server: one file that needs no packages. */
export default defineConfig(({ isSsrBuild }) => ({
  root: import.meta.dirname,
  plugins: [react(), tailwindcss(), endpointsWithoutSchemas(), preloadTextFace(), gateDocument(), serviceWorkers()],
  server: { proxy: { '/api': SERVER, '/dev': SERVER } },
  ssr: { noExternal: true },
  // A server keeps the word of how it was started; the libraries are the same as in browsers.
  ...(isSsrBuild ? { define: { 'process.env.NODE_ENV': JSON.stringify('production') } } : {}),
  build: {
    outDir: isSsrBuild ? 'dist/server' : 'dist/public',
    emptyOutDir: true,
    copyPublicDir: !isSsrBuild,
    // The content security policy allows no inline script, style or font: everything is a file of its own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: !isSsrBuild,
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false },
      ...(isSsrBuild
        ? {}
        : {
            input: ['index.html', 'gate.html', 'src/start-after-paint.ts'].map(
              (file) => `${import.meta.dirname}/${file}`,
            ),
            output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: chunkNames() }] } },
          }),
    },
  },
}));
