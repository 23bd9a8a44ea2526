package io.s3dl.harness;

import java.io.IOException;
import java.util.List;

/** A bucket or a container of a test's own, past the file system. */
interface StoredObjects {

  /** The keys that begin so, in order. */
  List<String> keys(String prefix) throws IOException, InterruptedException;

  /** The bytes of an object. */
  byte[] get(String key) throws IOException, InterruptedException;

  /** Deletes it with all that is in it. */
  void drop() throws IOException, InterruptedException;
}
