package io.s3dl.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Attributes of a flat store's objects, in their metadata. Changing one replaces all metadata, and
 * the time of modification is then kept beside it; what an object has already is not changed.
 *
 * @param <T> what the store says of an object
 */
public final class MetadataAttributes<T> implements AttributeStore {

  /**
   * An object, or the marker of a directory.
   *
   * @param key what it is under; that of a marker ends in a slash
   * @param modifiedMillis when it was written, if nobody has set another time
   * @param said all that the store says of it
   */
  public record Kept<T>(String key, Map<String, String> metadata, long modifiedMillis, T said) {}

  /** The objects of a store, as far as attributes need them. */
  public interface Objects<T> {

    /** What there is under a key, which may be that of a marker. */
    Optional<Kept<T>> look(String key) throws IOException;

    /** Whether there is any key that begins with a prefix. */
    boolean hasAny(String prefix) throws IOException;

    /**
     * Replaces all metadata.
     *
     * @throws ObjectChangedException if the object is another now
     */
    void replace(Kept<T> object, Map<String, String> metadata) throws IOException;
  }

  private final KeptMetadata names;
  private final Objects<T> objects;
  private final int attempts;

  /**
   * Asks for nothing yet.
   *
   * @param attempts how often a change is tried whose object changes meanwhile
   */
  public MetadataAttributes(KeptMetadata names, Objects<T> objects, int attempts) {
    this.names = names;
    this.objects = objects;
    this.attempts = attempts;
  }

  /** Empty for a directory that has no marker. */
  private Optional<Kept<T>> find(String key) throws IOException {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Optional<Kept<T>> found = objects.look(key);
    if (found.isPresent()) {
      return found;
    }
    String directory = key.endsWith("/") ? key : key + "/";
    if (!directory.equals(key)) {
      found = objects.look(directory);
    }
    if (found.isEmpty() && !objects.hasAny(directory)) {
      throw new FileNotFoundException("There is no object " + key);
    }
    return found;
  }

  private interface Change {
    void of(Kept<?> object, Map<String, String> metadata);
  }

  /** Whether there is something that keeps attributes. */
  private boolean change(String key, Change change) throws IOException {
    for (int attempt = 1; ; attempt++) {
      Optional<Kept<T>> found = find(key);
      try {
        if (found.isPresent()) {
          change(found.get(), change);
        }
        return found.isPresent();
      } catch (ObjectChangedException e) {
        if (attempt == attempts) {
          throw e;
        }
      }
    }
  }

  private void change(Kept<T> object, Change change) throws IOException {
    Map<String, String> metadata = new TreeMap<>(object.metadata());
    change.of(object, metadata);
    if (!metadata.equals(object.metadata())) {
      metadata.putIfAbsent(names.modified(), Long.toString(object.modifiedMillis()));
      objects.replace(object, metadata);
    }
  }

  @Override
  public void setMode(String key, int mode) throws IOException {
    change(
        key,
        (object, all) -> {
          if (mode != names.mode(object.key(), all)) {
            all.put(names.mode(), Integer.toOctalString(mode));
          }
        });
  }

  @Override
  public void setOwner(String key, String owner, String group) throws IOException {
    change(
        key,
        (object, all) -> {
          if (owner != null) {
            all.put(names.owner(), MetadataTexts.encoded(owner));
          }
          if (group != null) {
            all.put(names.group(), MetadataTexts.encoded(group));
          }
        });
  }

  @Override
  public void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    change(
        key,
        (object, all) -> {
          long now = names.modifiedMillis(all).orElse(object.modifiedMillis());
          if (modifiedMillis >= 0 && modifiedMillis != now) {
            all.put(names.modified(), Long.toString(modifiedMillis));
          }
          if (accessedMillis >= 0 && accessedMillis != names.accessedMillis(all)) {
            all.put(names.accessed(), Long.toString(accessedMillis));
          }
        });
  }

  @Override
  public List<String> attributeNames(String key) throws IOException {
    return find(key)
        .map(
            object ->
                object.metadata().keySet().stream()
                    .flatMap(name -> names.attributeOf(name).stream())
                    .sorted()
                    .toList())
        .orElse(List.of());
  }

  @Override
  public byte[] attribute(String key, String name) throws IOException {
    String text =
        find(key)
            .map(object -> object.metadata().get(names.nameOf(name)))
            .orElseThrow(
                () -> new FileNotFoundException("There is no attribute " + name + " of " + key));
    return MetadataTexts.decodedValue(key, name, text);
  }

  @Override
  public void setAttribute(String key, String name, byte[] value) throws IOException {
    Change change = (object, all) -> all.put(names.nameOf(name), MetadataTexts.encodedValue(value));
    if (!change(key, change)) {
      throw new FileNotFoundException(
          "The directory " + key + " has no object that could keep attributes");
    }
  }

  @Override
  public void removeAttribute(String key, String name) throws IOException {
    change(key, (object, all) -> all.remove(names.nameOf(name)));
  }
}
