#!/bin/sh
# Makes built/ anew: the same page in four frameworks, by Vite. Needs Node.js 20 and npm; tests need neither.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.vue "$here"/*.svelte "$here"/*.jsx "$here"/*.mjs "$work"
cd "$work"
npm init -y >/dev/null
npm install --silent vite@7 vue@3 @vitejs/plugin-vue@6 svelte@5 @sveltejs/vite-plugin-svelte@6 \
  preact@10 @preact/preset-vite@2 lit@3
rm -rf "$here/built"
node build.mjs "$here/built"
