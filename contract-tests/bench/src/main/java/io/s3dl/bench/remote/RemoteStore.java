package io.s3dl.bench.remote;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A bucket or container of its own on a server, and the links to it. Nothing is started or made
 * before it is asked for; all but the server ends with the store. One thread.
 *
 * @param <S> the kind of server
 */
public final class RemoteStore<S extends RemoteServer> implements Closeable {

  /** Starts a server that ends with the JVM, or finds one. */
  @FunctionalInterface
  public interface Starter<S extends RemoteServer> {
    /** The server. */
    S start() throws IOException;
  }

  private static final String PLACE_PREFIX = "s3dl-bench";

  private final Starter<S> servers;
  private final SlowLink.Starter slowLinks;
  private final ClassLoader peerClasses;
  private final Deque<Closeable> toClose = new ArrayDeque<>();
  private Optional<S> server = Optional.empty();
  private Optional<SlowLink> slowLink = Optional.empty();
  private Optional<String> place = Optional.empty();

  /**
   * A store that nothing has been started for yet.
   *
   * @param servers starts the server
   * @param slowLinks starts the slow link to it
   * @param peerClasses the classes of Hadoop's own file system; their owner closes them
   */
  public RemoteStore(Starter<S> servers, SlowLink.Starter slowLinks, ClassLoader peerClasses) {
    this.servers = servers;
    this.slowLinks = slowLinks;
    this.peerClasses = peerClasses;
  }

  /** The server, started now if it was not yet. */
  public S server() throws IOException {
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

  /** The name of the bucket or container, made now if it was not yet. */
  public String place() throws IOException {
    if (place.isEmpty()) {
      try {
        RemotePlace made = server().newPlace(PLACE_PREFIX);
        place = Optional.of(made.name());
        toClose.push(made);
      } catch (InterruptedException e) {
        throw RemotePlace.interrupted(e);
      }
    }
    return place.get();
  }

  /** The classes of Hadoop's own file system for this store. */
  public ClassLoader peerClasses() {
    return peerClasses;
  }

  /**
   * Removes bucket or container with what is left in it, and the slow link, the last made first.
   */
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
