package io.s3dl.bench.remote;

import io.s3dl.harness.S3Bucket;
import io.s3dl.harness.S3Server;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of its own on a server, and the links to it. Nothing is started or made before it is
 * asked for; bucket and links end with the store. One thread.
 */
public final class RemoteStore implements Closeable {

  /** Starts a server that ends with the JVM, or finds one. */
  @FunctionalInterface
  public interface Starter {
    /** The server. */
    S3Server start() throws IOException;
  }

  private static final String BUCKET_PREFIX = "s3dl-bench";

  private final Starter servers;
  private final SlowLink.Starter slowLinks;
  private final ClassLoader s3a;
  private final Deque<Closeable> toClose = new ArrayDeque<>();
  private Optional<S3Server> server = Optional.empty();
  private Optional<SlowLink> slowLink = Optional.empty();
  private Optional<String> bucket = Optional.empty();

  /**
   * A store that nothing has been started for yet.
   *
   * @param servers starts the server
   * @param slowLinks starts the slow link to it
   * @param s3a the classes of S3A; its owner closes them
   */
  public RemoteStore(Starter servers, SlowLink.Starter slowLinks, ClassLoader s3a) {
    this.servers = servers;
    this.slowLinks = slowLinks;
    this.s3a = s3a;
  }

  /** The server, started now if it was not yet. */
  public S3Server server() throws IOException {
    if (server.isEmpty()) {
      server = Optional.of(servers.start());
    }
    return server.get();
  }

  /** Where the server is to be found over a link. */
  public URI endpoint(Link link) throws IOException {
    return link == Link.DIRECT ? server().endpoint() : slowLink().endpoint();
  }

  /** The slow link, begun now if it was not yet. */
  public SlowLink slowLink() throws IOException {
    if (slowLink.isEmpty()) {
      SlowLink begun = slowLinks.start(server().endpoint());
      slowLink = Optional.of(begun);
      toClose.push(begun);
    }
    return slowLink.get();
  }

  /** The bucket, made now if it was not yet. */
  public String bucket() throws IOException {
    if (bucket.isEmpty()) {
      try {
        S3Bucket made = server().newBucket(BUCKET_PREFIX);
        bucket = Optional.of(made.name());
        toClose.push(() -> drop(made));
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return bucket.get();
  }

  private static void drop(S3Bucket bucket) throws IOException {
    try {
      bucket.drop();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static InterruptedIOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (InterruptedIOException) new InterruptedIOException("Interrupted").initCause(e);
  }

  /** The classes of S3A. */
  public ClassLoader s3aClasses() {
    return s3a;
  }

  /** Removes the bucket with what is left in it, and the slow link, the last made first. */
  @Override
  public void close() throws IOException {
    List<IOException> failures = new ArrayList<>();
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
      } catch (IOException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      IOException first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
