/** The address of the gallery, which no menu leads to. */
export { Gallery } from '@/features/gallery/Gallery';
