package io.s3dl.store.s3;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A source of keys that a user brings: a public class with a constructor without parameters, named
 * in {@code fs.s3dl.s3.credentials.provider}. One that implements Hadoop's {@code Configurable} is
 * given the configuration. Each store has one of its own, and closes it. Safe for use by several
 * threads.
 */
@FunctionalInterface
public interface S3CredentialsSource extends Closeable {

  /**
   * The keys to sign with now; empty if this source has none, then the next one is asked. They are
   * kept until shortly before they expire, and for five minutes if they don't say when.
   *
   * @throws IOException if there should be some and they cannot be had; the next one is asked, and
   *     the message shown if none has any
   */
  Optional<S3Keys> keys() throws IOException;

  @Override
  default void close() throws IOException {}
}
