/** Photos as they are kept: at most 1600 pixels at the longer side, JPEG, some hundred kB instead of ten MB. */
const LONGEST = 1600;
const QUALITY = 0.8;

export function fitted(width: number, height: number, longest = LONGEST): [number, number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** Throws Error where the file is no picture that this phone can read. */
export async function shrunk(file: Blob): Promise<Blob> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    throw new Error("this file is no picture that the phone can read");
  }
  const [width, height] = fitted(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((made) => (made === null ? reject(new Error("the photo could not be made smaller")) : resolve(made)), "image/jpeg", QUALITY);
  });
}
