/**
 * What a store of objects is to everything above it: {@link io.s3dl.store.ObjectStore}, and {@link
 * io.s3dl.store.DirectoryStore} for those that have directories of their own.
 *
 * <p>Knows {@code io}; throws {@link java.io.IOException}s only, no SDK's. An implementation lives
 * in a package of its own and translates its errors at its border: not there, {@link
 * java.io.FileNotFoundException}; not allowed, {@link java.nio.file.AccessDeniedException}; a
 * condition that does not hold, {@link java.nio.file.FileAlreadyExistsException} or {@link
 * io.s3dl.store.ObjectChangedException}; there and not to be read, {@link
 * io.s3dl.store.UnreadableObjectException}. All implementations are safe for use by several
 * threads.
 */
package io.s3dl.store;
