package io.s3dl.fs;

import io.s3dl.store.ObjectInfo;
import java.io.IOException;

/** Gives an object another key, in whichever way the store can. Safe for use by several threads. */
@FunctionalInterface
interface Mover {

  /**
   * Moves an object.
   *
   * @param replace whether an object of that key is replaced
   * @return the object under its new key
   * @throws java.nio.file.FileAlreadyExistsException if there is one that is not to be replaced
   */
  ObjectInfo move(ObjectInfo object, String newKey, boolean replace) throws IOException;
}
