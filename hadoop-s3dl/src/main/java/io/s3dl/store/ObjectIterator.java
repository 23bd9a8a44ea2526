package io.s3dl.store;

import java.io.Closeable;
import java.io.IOException;

/** A listing that is fetched as it is consumed. For one thread; whoever asked for it closes it. */
public interface ObjectIterator extends Closeable {

  /** Whether {@link #next} has another one to give. */
  boolean hasNext() throws IOException;

  /**
   * The next object.
   *
   * @throws java.util.NoSuchElementException if there is none
   */
  ObjectInfo next() throws IOException;

  @Override
  void close();
}
