package io.s3dl.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects by key. Keys are relative to the store's root: no leading slash, elements separated by
 * single slashes.
 *
 * <p>Kept small on purpose: take care when adding to it, each method is written once for every
 * store. Safe for use by several threads; the file system that opened it closes it, after its
 * streams.
 */
public interface ObjectStore extends Closeable {

  /**
   * What there is under exactly this key.
   *
   * @throws java.io.FileNotFoundException if there is nothing
   */
  ObjectInfo head(String key) throws IOException;

  /**
   * Opens an object for reading.
   *
   * @param known what is known of the object already. If it has an ETag, what is opened has the
   *     same one, or {@link ObjectChangedException} is thrown now or by the first read
   * @throws java.io.FileNotFoundException if there is nothing under the key, or a directory
   */
  ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException;

  /** Begins to write an object; nothing is visible before the upload is complete. */
  Upload startUpload(String key, WriteOptions options) throws IOException;

  /** The sizes of the parts of this store's uploads. */
  PartSizes partSizes();

  /**
   * Lists what is directly below a prefix, ordered by key as UTF-8 bytes.
   *
   * @param prefix empty, or ending in a slash; a store without directories takes any
   * @param recursive everything below instead, without directories
   * @throws java.io.FileNotFoundException if the store has directories and this is none of them
   */
  ObjectIterator list(String prefix, boolean recursive) throws IOException;

  /**
   * Deletes objects; one that is not there is deleted already.
   *
   * @return why the others could not be deleted, by key; empty if all are gone
   */
  Map<String, IOException> delete(List<String> keys) throws IOException;

  /**
   * Deletes an object if it is still the one with this ETag; one that another writer has put in its
   * place stays.
   */
  void deleteIfMatch(String key, String etag) throws IOException;

  /**
   * The longest name of one element of a key, in bytes of UTF-8; 0 where only keys have a limit.
   */
  int maxNameBytes();

  /** The longest key, in bytes of UTF-8; 0 where there is no limit. */
  default int maxKeyBytes() {
    return 0;
  }

  /** What the store has counted since it was opened: requests, retries and the like, by name. */
  default Map<String, Long> counts() {
    return Map.of();
  }
}
