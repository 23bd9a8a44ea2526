package io.s3dl.store;

import java.io.IOException;
import java.util.List;

/**
 * What a store keeps about files besides their bytes. Setting owner, mode or times of what a store
 * keeps none for (the directories of a flat one) does nothing.
 */
public interface AttributeStore {

  /** Sets the permission bits. */
  void setMode(String key, int mode) throws IOException;

  /** Sets owner and group; null leaves one as it is. */
  void setOwner(String key, String owner, String group) throws IOException;

  /** Sets the times in milliseconds since the epoch; −1 leaves one as it is. */
  void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException;

  /** The names of an object's extended attributes, without the store's own. */
  List<String> attributeNames(String key) throws IOException;

  /** The value of an extended attribute; {@link java.io.FileNotFoundException} if there is none. */
  byte[] attribute(String key, String name) throws IOException;

  /** Sets an extended attribute. */
  void setAttribute(String key, String name, byte[] value) throws IOException;

  /** Removes an extended attribute. */
  void removeAttribute(String key, String name) throws IOException;
}
