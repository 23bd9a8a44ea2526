package io.s3dl.fs;

import io.s3dl.format.FrameIndex;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.StoredTail;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Finds with few requests. The object that the name is likely to stand for comes first; if there is
 * none, one listing nearly always tells the other form, a directory, or nothing. At most four
 * requests, however many names begin alike. Safe for use by several threads.
 *
 * <p>A plain form that is likely is taken without a look for the compressed one, which others may
 * have left beside it; {@link Need#CHANGE} looks.
 */
final class FlatFinder implements Finder {

  /** How many keys that begin with a name are asked for. */
  private static final int PAGE = 100;

  private final FlatStore store;
  private final PathMapper mapper;
  private final Executor io;

  /**
   * Creates it.
   *
   * @param io where a request may be made beside another one
   */
  FlatFinder(FlatStore store, PathMapper mapper, Executor io) {
    this.store = store;
    this.mapper = mapper;
    this.io = io;
  }

  @Override
  public Optional<Entry> find(String key, Need need) throws IOException {
    if (key.isEmpty()) {
      return Optional.of(directory(key)); // a bucket that does not exist is told by what follows
    }
    if (need == Need.NEW) {
      return settle(key, Form.PLAIN, need);
    }
    Form likely = likelyForm(key);
    boolean mayLose = need == Need.CHANGE && likely == Form.PLAIN && mapper.fitsCompressed(key);
    if (mayLose) {
      Optional<Entry> winning = bothForms(key, need);
      return winning.isPresent() ? winning : settle(key, likely, need);
    }
    Optional<Entry> found = look(key, likely, need);
    return found.isPresent() ? found : settle(key, likely, need);
  }

  /** The form in which a file of this name is most likely stored. */
  private Form likelyForm(String key) {
    return PathMapper.isPhysical(Keys.name(key)) ? Form.PLAIN : mapper.formFor("/" + key);
  }

  private Optional<Entry> bothForms(String key, Need need) throws IOException {
    Beside<Optional<Entry>> compressed = Beside.begin(io, () -> look(key, Form.COMPRESSED, need));
    Optional<Entry> plain;
    try {
      plain = look(key, Form.PLAIN, need);
    } catch (IOException e) {
      compressed.abandon();
      throw e;
    }
    Optional<Entry> winning = compressed.end("looking for /" + key);
    return winning.isPresent() ? winning : plain;
  }

  /** The file in this form, if it exists, with one request. */
  private Optional<Entry> look(String key, Form form, Need need) throws IOException {
    String physicalKey = PathMapper.physical(key, form);
    boolean end = need == Need.CONTENT || (need == Need.LENGTH && form == Form.COMPRESSED);
    try {
      if (end) {
        StoredTail tail = store.tail(physicalKey, FrameIndex.WHOLE_OBJECT_BYTES);
        return Optional.of(new Entry(key, tail.info(), kind(key, form), Optional.of(tail)));
      }
      return Optional.of(new Entry(key, store.head(physicalKey), kind(key, form)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Finds what is not in its likely form. */
  private Optional<Entry> settle(String key, Form likely, Need need) throws IOException {
    Listed listed = new Listed(key, store.first(key, PAGE));
    if (listed.compressed().isPresent()) {
      return withNeed(listed.compressed().get(), need);
    }
    if (listed.plain().isPresent() && (likely == Form.COMPRESSED || listed.isWhole())) {
      return listed.plain();
    }
    if (listed.isWhole()) {
      return listed.directory();
    }
    Beside<Boolean> directory = Beside.begin(io, () -> isDirectory(key));
    Optional<Entry> compressed;
    try {
      // As the likely form it has been looked for; the plain one would have stood first.
      compressed =
          likely == Form.PLAIN && mapper.fitsCompressed(key)
              ? look(key, Form.COMPRESSED, need)
              : Optional.empty();
    } catch (IOException e) {
      directory.abandon();
      throw e;
    }
    if (compressed.isPresent() || listed.plain().isPresent()) {
      directory.abandon();
      return compressed.isPresent() ? compressed : listed.plain();
    }
    return directory.end("looking for /" + key) ? Optional.of(directory(key)) : Optional.empty();
  }

  /** A listing tells nothing of what is in a compressed object. */
  private Optional<Entry> withNeed(Entry compressed, Need need) throws IOException {
    boolean known = need != Need.LENGTH && need != Need.CONTENT;
    return known ? Optional.of(compressed) : look(compressed.key(), Form.COMPRESSED, need);
  }

  @Override
  public boolean isDirectory(String key) throws IOException {
    return key.isEmpty() || !store.first(Keys.prefix(key), 1).entries().isEmpty();
  }

  private static Entry.Kind kind(String key, Form form) {
    if (form == Form.COMPRESSED) {
      return Entry.Kind.COMPRESSED;
    }
    return PathMapper.isPhysical(Keys.name(key)) ? Entry.Kind.RAW : Entry.Kind.PLAIN;
  }

  private static Entry directory(String key) {
    return new Entry(
        key,
        new ObjectInfo(key, true, 0, 0, Optional.empty(), Optional.empty()),
        Entry.Kind.DIRECTORY);
  }

  /** What the first keys that begin with a name say of that name. */
  private record Listed(String key, ObjectPage page) {

    Optional<Entry> compressed() {
      return object(PathMapper.physical(key, Form.COMPRESSED), Entry.Kind.COMPRESSED);
    }

    Optional<Entry> plain() {
      return object(key, kind(key, Form.PLAIN));
    }

    Optional<Entry> directory() {
      return page.entries().stream().anyMatch(info -> info.directory() && info.key().equals(key))
          ? Optional.of(FlatFinder.directory(key))
          : Optional.empty();
    }

    /** Whether no key has been left out that would say more; a directory's comes last. */
    boolean isWhole() {
      if (page.complete()) {
        return true;
      }
      List<ObjectInfo> entries = page.entries();
      ObjectInfo last = entries.get(entries.size() - 1);
      String lastKey = last.directory() ? Keys.prefix(last.key()) : last.key();
      return lastKey.compareTo(Keys.prefix(key)) >= 0; // alike up to there, so by one character
    }

    private Optional<Entry> object(String physicalKey, Entry.Kind kind) {
      return page.entries().stream()
          .filter(info -> !info.directory() && info.key().equals(physicalKey))
          .findFirst()
          .map(info -> new Entry(key, info, kind));
    }
  }
}
