package io.s3dl.fs;

import io.s3dl.io.SpillFile;
import io.s3dl.store.FileAttributes;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectChangedException;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.Upload;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Continues files of a flat store: the longer file is uploaded under the key of the one it
 * continues, and published if that is the same still.
 *
 * <p>A file that was renamed by this file system meanwhile has another key, and an upload cannot
 * have one. It is published under the key that it was begun with, if nobody has taken that, copied
 * from there to where the file is now, and removed. Whoever looks at the old name during this sees
 * the whole longer file; a process that dies then leaves it there, and the file as it was under its
 * new name. If a rename is still under way when the file is published, the old name stays, with the
 * longer file. Safe for use by several threads.
 */
final class FlatContinuations implements Continuations {

  private final FlatStore store;
  private final FlatMover mover;
  private final Twins twins;
  private final Namespace namespace;

  FlatContinuations(FlatStore store, FlatMover mover, Twins twins, Namespace namespace) {
    this.namespace = namespace;
    this.store = store;
    this.mover = mover;
    this.twins = twins;
  }

  @Override
  public Upload begin(Entry target, WriteOptions options) throws IOException {
    ObjectInfo object = target.info();
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    for (String name : store.attributeNames(object.key())) {
      attributes.put(name, store.attribute(object.key(), name));
    }
    WriteOptions condition = object.etag().map(options::withIfMatch).orElse(options);
    return new Following(target, store.startUpload(object.key(), condition), attributes);
  }

  /** The upload of a file that takes the place of another one. */
  private final class Following extends PassingUpload {
    private final Entry target;
    private final FlatMover.Followed followed;
    private final Map<String, byte[]> attributes;

    Following(Entry target, Upload upload, Map<String, byte[]> attributes) {
      super(upload);
      this.target = target;
      this.followed = mover.follow(target.info());
      this.attributes = attributes;
    }

    @Override
    public ObjectInfo complete(WrittenBytes written) throws IOException {
      return complete(() -> upload().complete(written), () -> upload().completeIfAbsent(written));
    }

    @Override
    public ObjectInfo put(ByteBuffer bytes, WrittenBytes written) throws IOException {
      if (isRenamed()) { // then it has to be possible to complete it elsewhere
        return super.put(bytes, written);
      }
      return completeHere(() -> upload().put(bytes, written));
    }

    @Override
    public ObjectInfo put(SpillFile bytes, WrittenBytes written) throws IOException {
      if (isRenamed()) {
        return super.put(bytes, written);
      }
      return completeHere(() -> upload().put(bytes, written));
    }

    private ObjectInfo completeHere(HiddenUpload.Step<ObjectInfo> inPlace) throws IOException {
      return complete(
          inPlace,
          () -> {
            throw changed(null); // renamed since a moment
          });
    }

    private boolean isRenamed() {
      return !followed.object().key().equals(target.physicalKey());
    }

    private ObjectInfo complete(
        HiddenUpload.Step<ObjectInfo> inPlace, HiddenUpload.Step<ObjectInfo> elsewhere)
        throws IOException {
      try {
        ObjectInfo info = isRenamed() ? follow(elsewhere) : inPlace.run();
        return withAttributes(info);
      } catch (FileNotFoundException | ObjectChangedException e) {
        throw changed(e);
      }
    }

    private ObjectInfo follow(HiddenUpload.Step<ObjectInfo> elsewhere) throws IOException {
      ObjectInfo longer;
      try {
        longer = elsewhere.run();
      } catch (FileAlreadyExistsException e) {
        throw changed(e);
      }
      try {
        ObjectInfo now = followed.object();
        if (!store.head(now.key()).etag().equals(now.etag())) {
          throw changed(null);
        }
        return mover.copy(longer, now.key(), false);
      } finally {
        twins.remove(longer);
      }
    }

    private ObjectChangedException changed(Exception cause) {
      ObjectChangedException changed =
          new ObjectChangedException(
              namespace.text(PathMapper.logical(followed.object().key()))
                  + " was replaced or deleted while it was appended to");
      changed.initCause(cause);
      return changed;
    }

    /** The owner and named attributes of the shorter file; its mode it has from its beginning. */
    private ObjectInfo withAttributes(ObjectInfo info) throws IOException {
      Optional<FileAttributes> before = target.info().attributes();
      boolean hasOwner = before.isPresent() && !sameOwner(before.get(), info.key());
      if (!hasOwner && attributes.isEmpty()) {
        return info;
      }
      if (hasOwner) {
        store.setOwner(info.key(), before.get().owner(), before.get().group());
      }
      for (Map.Entry<String, byte[]> each : attributes.entrySet()) {
        store.setAttribute(info.key(), each.getKey(), each.getValue());
      }
      return store.head(info.key());
    }

    private boolean sameOwner(FileAttributes before, String key) throws IOException {
      Optional<FileAttributes> now = store.head(key).attributes();
      return now.isPresent()
          && now.get().owner().equals(before.owner())
          && now.get().group().equals(before.group());
    }
  }
}
