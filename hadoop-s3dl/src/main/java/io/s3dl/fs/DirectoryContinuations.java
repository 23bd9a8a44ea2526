package io.s3dl.fs;

import io.s3dl.store.AttributeStore;
import io.s3dl.store.FileAttributes;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectStore;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one file system over a store with directories that are being appended to: each is
 * written under a reserved name. Safe for use by several threads.
 */
final class DirectoryContinuations implements Continuations {

  /** One file that is going to be replaced by itself with more behind it. */
  private static final class Continuation {
    private final Entry target;
    private String key;

    private Continuation(Entry target) {
      this.target = target;
      this.key = target.key();
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(DirectoryContinuations.class);

  private final ObjectStore store;
  private final AttributeStore attributes;
  private final Mover mover;
  private final Namespace namespace;
  private final Twins twins;

  /** Weak, since a writer that is given up tells nobody. */
  private final Set<Continuation> open = Collections.newSetFromMap(new WeakHashMap<>());

  /** Creates it without any. */
  DirectoryContinuations(
      ObjectStore store, AttributeStore attributes, Mover mover, Namespace namespace, Twins twins) {
    this.twins = twins;
    this.store = store;
    this.attributes = attributes;
    this.mover = mover;
    this.namespace = namespace;
  }

  @Override
  public Upload begin(Entry target, WriteOptions options) throws IOException {
    String unpublished =
        Keys.child(Keys.parent(target.physicalKey()), ReservedNames.unpublished(options.writeId()));
    HiddenUpload upload = new HiddenUpload(store, target.key(), unpublished, options);
    return new Published(upload, note(target));
  }

  private synchronized Continuation note(Entry target) {
    Continuation continuation = new Continuation(target);
    open.add(continuation);
    return continuation;
  }

  /** A file or directory was renamed through this file system. */
  synchronized void renamed(String from, String to) {
    for (Continuation continuation : open) {
      if (continuation.key.equals(from)) {
        continuation.key = to;
      } else if (Keys.isBelow(continuation.key, from)) {
        continuation.key = to + continuation.key.substring(from.length());
      }
    }
  }

  /**
   * Puts the longer file into the place of the one it continues.
   *
   * @param object the longer file, under a reserved name; deleted if it cannot be put there
   * @return the object as it is stored now
   * @throws ObjectChangedException if the file has been replaced since, or is gone
   */
  private synchronized ObjectInfo publish(Continuation continuation, ObjectInfo object)
      throws IOException {
    boolean published = false;
    try {
      Optional<Entry> now = namespace.find(continuation.key);
      if (now.isEmpty() || !now.get().info().etag().equals(continuation.target.info().etag())) {
        throw new ObjectChangedException(
            "/" + continuation.key + " was replaced or deleted while it was appended to");
      }
      Form form = continuation.target.form();
      String physicalKey = PathMapper.physical(continuation.key, form);
      copyAttributes(now.get(), object.key());
      try (Twins.Replaced other = twins.otherBefore(continuation.key, form, true)) {
        ObjectInfo moved = mover.move(object, physicalKey, true);
        published = true;
        other.remove();
        return moved;
      }
    } finally {
      open.remove(continuation);
      if (!published) {
        HiddenUpload.discard(store, object.key());
      }
    }
  }

  private void copyAttributes(Entry from, String to) throws IOException {
    String source = from.physicalKey();
    for (String name : attributes.attributeNames(source)) {
      attributes.setAttribute(to, name, attributes.attribute(source, name));
    }
    Optional<FileAttributes> before = from.info().attributes();
    Optional<FileAttributes> now = store.head(to).attributes();
    if (before.isPresent() && now.isPresent() && !sameOwner(before.get(), now.get())) {
      try {
        attributes.setOwner(to, before.get().owner(), before.get().group());
      } catch (IOException e) { // only root may give files away
        LOG.debug("/{} belongs to its writer now", from.key(), e);
      }
    }
    if (before.isPresent()) { // which may have been set since the writer began
      attributes.setMode(to, before.get().mode());
    }
  }

  private static boolean sameOwner(FileAttributes a, FileAttributes b) {
    return a.owner().equals(b.owner()) && a.group().equals(b.group());
  }

  /** An upload that ends with the file in its place. */
  private final class Published extends PassingUpload {
    private final Continuation continuation;

    Published(HiddenUpload upload, Continuation continuation) {
      super(upload);
      this.continuation = continuation;
    }

    @Override
    public ObjectInfo complete(WrittenBytes written) throws IOException {
      ObjectInfo info = upload().complete(written);
      return HiddenUpload.writing(continuation.target.key(), () -> publish(continuation, info));
    }
  }
}
