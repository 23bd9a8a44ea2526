package io.s3dl.requests;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;

/** A place of a test's own in a store whose requests are counted. */
interface CountedPlace {

  /** Where the store's server is. */
  URI server();

  /** The address of the file system in this place. */
  URI uri();

  /**
   * Tells the file systems that are compared how they reach the place.
   *
   * @param way a proxy's address in the place of the server's
   */
  void configure(Configuration conf, URI way);

  /** Stores an object as others do, past the proxy. */
  void put(String key, byte[] content) throws IOException, InterruptedException;

  /** Removes the place with all that is in it. */
  void drop() throws IOException, InterruptedException;
}
