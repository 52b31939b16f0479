interface Size {
  width: number;
  height: number;
}

/** A part of a picture, in its pixels. */
export interface Part extends Size {
  left: number;
  top: number;
}

/**
 * The part of a picture that is seen in a box that it covers, as `object-fit: cover` has it: nobody aims with what is cut off, and
 * looking for a code there takes as long as where it is. All of it where the box is not drawn.
 */
export function seenPart(picture: Size, box: Size): Part {
  const scale = Math.max(box.width / picture.width, box.height / picture.height);
  if (!(scale > 0)) return { left: 0, top: 0, ...picture };
  const width = Math.min(picture.width, Math.round(box.width / scale));
  const height = Math.min(picture.height, Math.round(box.height / scale));
  return {
    left: Math.floor((picture.width - width) / 2),
    top: Math.floor((picture.height - height) / 2),
    width,
    height,
  };
}
