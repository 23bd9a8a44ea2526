package io.s3dl.fs;

import io.s3dl.format.FrameIndex;
import io.s3dl.store.FlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.ObjectPage;
import io.s3dl.store.StoredTail;
import io.s3dl.store.UnreadableObjectException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Finds with few requests. The object that the name is likely to stand for comes first; if there is
 * none, one listing nearly always tells the other form, a directory, or nothing. At most four
 * requests, however many names begin alike. Safe for use by several threads.
 *
 * <p>A plain form that is likely is taken without a look for the compressed one, which others may
 * have left beside it; {@link Need#CHANGE} and {@link Need#REMOVAL} look.
 */
final class FlatFinder implements Finder {

  /** How many keys that begin with a name are asked for. */
  private static final int PAGE = 100;

  private final FlatStore store;
  private final PathMapper mapper;
  private final Executor io;
  private final String root;

  /**
   * Creates it.
   *
   * @param io where a request may be made beside another one
   * @param root what paths begin with in messages
   */
  FlatFinder(FlatStore store, PathMapper mapper, Executor io, String root) {
    this.root = root;
    this.store = store;
    this.mapper = mapper;
    this.io = io;
  }

  @Override
  public Optional<Entry> find(String key, Need need) throws IOException {
    if (key.isEmpty()) {
      if (need == Need.NAME || need == Need.LENGTH) {
        store.first("", 1); // fails where there is no bucket; what others do tells by itself
      }
      return Optional.of(directory(key));
    }
    if (need == Need.DIRECTORY) {
      return standing(key, true).winning();
    }
    Form likely = likelyForm(key);
    boolean both =
        (need == Need.REMOVAL || (need == Need.CHANGE && likely == Form.PLAIN))
            && !PathMapper.isPhysical(Keys.name(key)) // which is the name of one form alone
            && mapper.fitsCompressed(key);
    Optional<Entry> found = both ? bothForms(key, need) : look(key, likely, need);
    if (found.isPresent()) {
      return found;
    }
    boolean mayBeCompressed = likely == Form.PLAIN && !both;
    Optional<Entry> winning = standing(key, mayBeCompressed).winning();
    if (winning.isEmpty() || !winning.get().isCompressed() || !need.ofEnd()) {
      return winning;
    }
    // A listing tells nothing of what is in it. Gone by now, it may have changed its form again.
    return look(key, Form.COMPRESSED, need).or(() -> winning);
  }

  @Override
  public Optional<Entry> likely(String key, Need need) throws IOException {
    return key.isEmpty() ? Optional.empty() : look(key, likelyForm(key), need);
  }

  @Override
  public Standing standing(String key) throws IOException {
    return standing(key, true);
  }

  /** The form in which a file of this name is most likely stored. */
  private Form likelyForm(String key) {
    return PathMapper.isPhysical(Keys.name(key)) ? Form.PLAIN : mapper.formFor("/" + key);
  }

  /** Both at once; the compressed one tells what it hides, if that is to be deleted with it. */
  private Optional<Entry> bothForms(String key, Need need) throws IOException {
    Beside<Optional<Entry>> compressed = Beside.begin(io, () -> look(key, Form.COMPRESSED, need));
    try {
      Optional<Entry> plain = look(key, Form.PLAIN, need);
      Optional<Entry> winning = compressed.end("looking for " + root + key);
      if (winning.isEmpty() || need != Need.REMOVAL) {
        return winning.or(() -> plain);
      }
      return winning.map(
          file -> file.hiding(plain.map(Entry::info).filter(info -> !info.directory())));
    } finally {
      compressed.abandon();
    }
  }

  /** The file in this form, if it exists, with one request. */
  private Optional<Entry> look(String key, Form form, Need need) throws IOException {
    String physicalKey = PathMapper.physical(key, form);
    try {
      boolean ofLength = need == Need.LENGTH && form == Form.COMPRESSED;
      if (ofLength && store.tellsContentLengths()) {
        return Optional.of(withLength(new Entry(key, store.head(physicalKey), kind(key, form))));
      }
      if (need == Need.CONTENT || ofLength) {
        StoredTail tail =
            form == Form.COMPRESSED
                ? store.tail(physicalKey, FrameIndex.WHOLE_OBJECT_BYTES)
                : store.whole(physicalKey, FrameIndex.WHOLE_OBJECT_BYTES, () -> {});
        return Optional.of(new Entry(key, tail.info(), kind(key, form), Optional.of(tail)));
      }
      return Optional.of(new Entry(key, store.head(physicalKey), kind(key, form)));
    } catch (AccessDeniedException e) {
      if (need != Need.LENGTH) {
        throw e;
      }
      return look(key, form, Need.NAME); // it cannot be read, and has a status all the same
    } catch (UnreadableObjectException e) {
      if (need == Need.CONTENT) {
        throw e;
      }
      return listed(key, form);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** A compressed file with its end, if nothing else tells its content's length. */
  private Entry withLength(Entry file) throws IOException {
    ObjectInfo info = file.info();
    if (info.contentLength().isPresent()) {
      return file;
    }
    StoredTail tail = store.tail(info, FrameIndex.likelyTailBytes(info.size()), () -> {});
    return new Entry(file.key(), tail.info(), file.kind(), Optional.of(tail));
  }

  /**
   * The same as listings tell it, of an object that is not even to be looked at without its key.
   */
  private Optional<Entry> listed(String key, Form form) throws IOException {
    String physicalKey = PathMapper.physical(key, form);
    return new Listed(key, store.first(physicalKey, 1)).object(physicalKey, kind(key, form));
  }

  /**
   * All that a name stands for, by a listing of the keys that begin with it. Many others may stand
   * before the compressed form and the directory; these are then asked for.
   *
   * @param mayBeCompressed whether it is not known yet that there is no compressed form
   */
  private Standing standing(String key, boolean mayBeCompressed) throws IOException {
    Listed listed = new Listed(key, store.first(key, PAGE));
    Optional<Entry> plain = listed.object(key, kind(key, Form.PLAIN));
    String compressedKey = PathMapper.physical(key, Form.COMPRESSED);
    Optional<Entry> compressed = listed.object(compressedKey, Entry.Kind.COMPRESSED);
    if (listed.isWhole()) {
      return new Standing(compressed, plain, listed.directory());
    }
    Beside<Boolean> directory = Beside.begin(io, () -> isDirectory(key));
    try {
      if (compressed.isEmpty() && mayBeCompressed && mapper.fitsCompressed(key)) {
        compressed = look(key, Form.COMPRESSED, Need.NAME);
      }
      return new Standing(
          compressed,
          plain,
          directory.end("looking for " + root + key)
              ? Optional.of(directory(key))
              : Optional.empty());
    } finally {
      directory.abandon();
    }
  }

  @Override
  public boolean isDirectory(String key) throws IOException {
    return key.isEmpty()
        || !store.first(Keys.prefix(key), 1).entries().isEmpty()
        || store.hasOtherMarker(key);
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

    Optional<Entry> object(String physicalKey, Entry.Kind kind) {
      return page.entries().stream()
          .filter(info -> !info.directory() && info.key().equals(physicalKey))
          .findFirst()
          .map(info -> new Entry(key, info, kind));
    }
  }
}
