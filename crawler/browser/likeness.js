// How much of a picture a second one shows: the part of the pixels that are not background, in either of them,
// at which both have the same colour. Background is the colour that the first has most of, so that a page whose
// text is gone is not nearly the same because most of both is white. Where the sizes differ, what only one of
// them has is not the same.
async ([first, second]) => {
  const read = async (coded) => {
    const bytes = Uint8Array.from(atob(coded), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: "none" });
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height);
  };
  const [a, b] = await Promise.all([read(first), read(second)]);
  const pixels = (image) => new Uint32Array(image.data.buffer);
  const [these, those] = [pixels(a), pixels(b)];
  const counts = new Map();
  for (const one of these) counts.set(one, (counts.get(one) || 0) + 1);
  const background = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
  // a tenth of a channel's range: what smoothing of letters may differ by
  const near = (one, other) => [0, 8, 16].every((by) =>
    Math.abs(((one >> by) & 255) - ((other >> by) & 255)) <= 25);
  let drawn = 0, same = 0;
  for (let y = 0; y < Math.max(a.height, b.height); y += 1) {
    for (let x = 0; x < Math.max(a.width, b.width); x += 1) {
      const one = x < a.width && y < a.height ? these[y * a.width + x] : undefined;
      const other = x < b.width && y < b.height ? those[y * b.width + x] : undefined;
      if (one === background && other === background) continue;
      drawn += 1;
      if (one !== undefined && other !== undefined && (one === other || near(one, other))) same += 1;
    }
  }
  return drawn ? same / drawn : 1;
}
