package io.s3dl.store;

import java.io.IOException;
import java.util.Iterator;

/**
 * A store of keys alone, as object stores are: a directory is a prefix that ends in a slash, under
 * which there are objects, or an empty object under exactly that prefix, its marker. Each call is
 * one request, unless it says more.
 *
 * <p>A key may end in a slash here, and then names a marker; {@link #head}, {@link #startUpload}
 * and {@link #delete} take such keys. What {@link #list} tells of directories (a prefix, or with
 * {@code recursive} a marker) has {@link ObjectInfo#directory()} and a key without that slash. They
 * stand in the order of the store, where the slash counts: {@code a.b}, then the directory {@code
 * a}. The marker of the listed prefix itself is not listed.
 */
public interface FlatStore extends ObjectStore, AttributeStore {

  /**
   * What there is under a key, and its last bytes.
   *
   * @param bytes how many; an object that has fewer is read whole
   * @throws java.io.FileNotFoundException if there is nothing
   */
  StoredTail tail(String key, int bytes) throws IOException;

  /**
   * The same, and tells when the first bytes have come.
   *
   * @param arrived run once before this returns; never where the store cannot tell
   */
  default StoredTail tail(String key, int bytes, Runnable arrived) throws IOException {
    return tail(key, bytes);
  }

  /**
   * The same of an object of which is known how long it was: then it is one request everywhere,
   * unless its length is another one now. It is told as it is now, whatever else is known.
   */
  default StoredTail tail(ObjectInfo known, int bytes, Runnable arrived) throws IOException {
    return tail(known.key(), bytes, arrived);
  }

  /**
   * What there is under a key, and all of its bytes if it has no more than so many; of a larger
   * object the last ones, or none where they would take another request.
   *
   * @throws java.io.FileNotFoundException if there is nothing
   */
  default StoredTail whole(String key, int most, Runnable arrived) throws IOException {
    return tail(key, most, arrived);
  }

  /**
   * The first of the keys that begin with a prefix, which need not end in a slash; what has a slash
   * behind the prefix is summed up as a directory. The marker of the prefix itself is among them,
   * as a directory.
   *
   * @param most how many at most, 1 to 1000
   */
  ObjectPage first(String prefix, int most) throws IOException;

  /**
   * Copies an object with its metadata and tags, inside the store; several requests if it is larger
   * than the store copies with one. Its access rights are those of new objects. So are its class
   * and its encryption, unless the store has to look at the object before it copies it.
   *
   * @param from must still be as it is said to be here
   * @param exclusive only if {@code to} does not exist; atomic if {@link #copiesExclusively}
   * @return the copy, without attributes
   * @throws ObjectChangedException if the source has another ETag now
   * @throws java.io.FileNotFoundException if the source is gone
   * @throws java.nio.file.FileAlreadyExistsException if the copy is exclusive and the key exists
   */
  ObjectInfo copy(ObjectInfo from, String to, boolean exclusive) throws IOException;

  /** Whether an exclusive copy of an object of this size is atomic, not a look and then a copy. */
  boolean copiesExclusively(long bytes);

  /** Whether an exclusive write is atomic, not a look and then a write. */
  boolean writesExclusively();

  /**
   * Whether {@link #head} and listings tell {@link ObjectInfo#contentLength()} of what was written
   * here, so that nobody need read the end of an object for it.
   */
  default boolean tellsContentLengths() {
    return false;
  }

  /** Whether {@link #hasOtherMarker} is ever true here. */
  default boolean mayHaveOtherMarkers() {
    return false;
  }

  /**
   * Whether a directory has another object that stands for it, with a marker or without, which
   * listings of what is in the directory do not show. {@link #delete} of a marker deletes both;
   * {@link #copy} takes it for the marker where there is none.
   *
   * @param directory without a slash at its end
   */
  default boolean hasOtherMarker(String directory) throws IOException {
    return false;
  }

  /** How many keys {@link #delete} deletes with one request. */
  int deletePageSize();

  /**
   * Uploads that have been begun and neither completed nor aborted, fetched page by page as they
   * are consumed, in the order of their keys.
   *
   * @param prefix what their keys begin with
   */
  Pending pendingUploads(String prefix) throws IOException;

  /**
   * Whether {@link #abort} works. Where it does not, the store discards unfinished uploads by
   * itself some time after they were begun, and may not say when that was.
   */
  default boolean discardsUploads() {
    return true;
  }

  /**
   * Discards an upload that somebody has begun. One that is gone already is as wanted.
   *
   * @throws IOException if the store cannot, see {@link #discardsUploads}; says what helps
   */
  void abort(PendingUpload upload) throws IOException;

  /** An iterator whose calls may fail as requests do, then with an UncheckedIOException. */
  interface Pending extends Iterator<PendingUpload> {}
}
