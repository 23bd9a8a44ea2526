package io.s3dl.fs;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.fs.ParentNotDirectoryException;

/**
 * The directories above new files in a store of keys alone. None has to be made: it comes with what
 * is below it. But there must be no file among them, below which nobody would find the new one.
 * That is looked for from below upwards until a directory is found, and remembered for a while, in
 * which another process may make such a file. Safe for use by several threads.
 */
final class FlatParents implements Parents {

  private static final int MOST_KNOWN = 1000;
  private static final Duration KNOWN_FOR = Duration.ofMinutes(1);

  private final Namespace namespace;

  /** Keys that are no files. */
  private final Cache<String, Boolean> known =
      CacheBuilder.newBuilder().maximumSize(MOST_KNOWN).expireAfterWrite(KNOWN_FOR).build();

  FlatParents(Namespace namespace) {
    this.namespace = namespace;
  }

  @Override
  public void prepare(String key, FileCreator.Request request) throws IOException {
    forget(key); // it is going to be a file
    String parent = Keys.parent(key);
    if (request.makeParents()) {
      if (!request.quick()) {
        checkNoFile(parent);
      }
    } else if (!parent.isEmpty()) { // who does not want it made relies on its being there now
      check(namespace.get(parent, Need.DIRECTORY));
    }
  }

  private void checkNoFile(String directory) throws IOException {
    for (String at = directory; !at.isEmpty() && known.getIfPresent(at) == null; ) {
      Optional<Entry> found = namespace.find(at, Need.DIRECTORY);
      if (found.isPresent()) {
        check(found.get());
      }
      known.put(at, true);
      at = found.isPresent() ? "" : Keys.parent(at);
    }
  }

  private void check(Entry found) throws IOException {
    if (found.isFile()) {
      throw new ParentNotDirectoryException(
          "A file, not a directory: " + namespace.text(found.key()));
    }
  }

  /** Something is or will be of this name, perhaps a file, or what was below it is gone. */
  void forget(String key) {
    known.asMap().keySet().removeIf(at -> at.equals(key) || Keys.isBelow(at, key));
  }
}
