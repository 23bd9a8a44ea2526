package io.s3dl.robustness;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A bucket or container of a test's own, on loopback, whose keys are no secrets. Its text names it
 * to another process.
 */
interface Place {

  /** The place that a text names. */
  static Place of(String text) {
    List<String> words = Arrays.asList(text.split(" ", -1));
    return words.get(0).equals(S3Place.SCHEME) ? S3Place.of(words) : AzurePlace.of(words);
  }

  /** The server that it is on. */
  URI server();

  /** The same by another way, a proxy's, say. */
  Place through(URI way);

  /** The root of its file systems. */
  URI uri();

  /** Sets what leads to it. */
  void configure(Configuration conf);

  /** What the keys that are the store's alone begin with. */
  String area();

  /** Stores an object. */
  void put(String key, byte[] content) throws IOException, InterruptedException;

  /** The keys that begin with a prefix. */
  List<String> keys(String prefix) throws IOException, InterruptedException;

  /** The keys that have parts and no object. */
  List<String> unfinishedUploads() throws IOException, InterruptedException;

  /** Deletes it with all that is in it. */
  void drop() throws IOException, InterruptedException;
}
