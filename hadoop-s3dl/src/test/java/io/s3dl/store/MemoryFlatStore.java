package io.s3dl.store;

import io.s3dl.io.SpillFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * A flat store in memory, which notes each request as {@code VERB key}: HEAD, GET, TAIL, LIST, PUT
 * (an upload that is completed or put), COPY, DELETE. Safe for several threads.
 */
public final class MemoryFlatStore implements FlatStore {

  private static final int PAGE = 1000;
  private static final int LONGEST_KEY = 1024;

  private record Kept(
      Optional<FileAttributes> attributes, long modified, Map<String, byte[]> named) {
    static final Kept NOTHING = new Kept(Optional.empty(), 0, Map.of());
  }

  private final MemoryObjectStore objects;
  private final Map<String, Kept> kept = new HashMap<>();
  private volatile boolean exclusive = true;
  private final Map<String, Long> listedMillis = new ConcurrentHashMap<>();
  private final Set<PendingUpload> pending =
      Collections.synchronizedSet(
          new TreeSet<>(Comparator.comparing(PendingUpload::key).thenComparing(PendingUpload::id)));
  private final AtomicInteger uploads = new AtomicInteger();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private final Map<String, Runnable> actions = new ConcurrentHashMap<>();

  public MemoryFlatStore(PartSizes partSizes) {
    this.objects = new MemoryObjectStore(partSizes);
  }

  /** The objects themselves, looked at without a request. */
  public MemoryObjectStore objects() {
    return objects;
  }

  /** The requests so far, in their order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Forgets the requests so far. */
  public void clearRequests() {
    requests.clear();
  }

  /** Lets listings tell another time than a look at the object does, as stores do. */
  public void listModified(String key, long modifiedMillis) {
    listedMillis.put(key, modifiedMillis);
  }

  /** Does something once, before a request of this name is answered. */
  public void before(String request, Runnable action) {
    actions.put(request, action);
  }

  private void note(String verb, String key) {
    String request = verb + " " + key;
    requests.add(request);
    Runnable action = actions.remove(request);
    if (action != null) {
      action.run();
    }
  }

  private ObjectInfo known(String key) throws IOException {
    ObjectInfo info = objects.head(key);
    Kept with = kept(key);
    return new ObjectInfo(
        key.endsWith("/") ? key.substring(0, key.length() - 1) : key,
        key.endsWith("/"),
        info.size(),
        with.modified() == 0 ? info.modifiedMillis() : with.modified(),
        info.etag(),
        with.attributes());
  }

  @Override
  public ObjectInfo head(String key) throws IOException {
    note("HEAD", key);
    return known(key);
  }

  @Override
  public StoredTail tail(String key, int bytes) throws IOException {
    note("TAIL", key);
    synchronized (objects) { // of one version
      ObjectInfo info = known(key);
      byte[] all = objects.bytes(key);
      int length = Math.min(bytes, all.length);
      return new StoredTail(info, ByteBuffer.wrap(all, all.length - length, length).slice());
    }
  }

  @Override
  public ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException {
    ObjectReader reader = objects.open(key, known);
    return new ObjectReader() {
      @Override
      public ObjectInfo info() {
        return reader.info();
      }

      private volatile boolean told;

      @Override
      public OptionalInt recordedCrc32c() throws IOException {
        if (!told) {
          note("HEAD", key);
        }
        return reader.recordedCrc32c();
      }

      @Override
      public OptionalInt toldCrc32c() throws IOException {
        return told ? reader.recordedCrc32c() : OptionalInt.empty();
      }

      @Override
      public void readFully(long position, ByteBuffer destination) throws IOException {
        note("GET", key);
        told = true;
        reader.readFully(position, destination);
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  @Override
  public Upload startUpload(String key, WriteOptions options) throws IOException {
    checkLength(key);
    return new KeptUpload(key, options);
  }

  /** Takes its mode as S3 does: with the first part, or with the object that has none. */
  private final class KeptUpload implements Upload {
    private final String key;
    private final WriteOptions options;
    private final Upload upload;
    private final PendingUpload name;
    private Optional<Integer> mode = Optional.empty();

    KeptUpload(String key, WriteOptions options) throws IOException {
      this.key = key;
      this.options = options;
      this.upload = objects.startUpload(key, options);
      this.name = new PendingUpload(key, Integer.toString(uploads.incrementAndGet()), 0);
    }

    private synchronized void takeMode() {
      if (mode.isEmpty()) {
        mode = options.mode().map(IntSupplier::getAsInt);
      }
    }

    @Override
    public void part(int number, long offset, ByteBuffer bytes) throws IOException {
      pending.add(name);
      takeMode();
      upload.part(number, offset, bytes);
    }

    @Override
    public void part(int number, long offset, SpillFile bytes) throws IOException {
      takeMode();
      upload.part(number, offset, bytes);
    }

    @Override
    public void copyPart(int number, long offset, ObjectInfo source, io.s3dl.io.ByteRange range)
        throws IOException {
      pending.add(name);
      takeMode();
      upload.copyPart(number, offset, source, range);
    }

    @Override
    public ObjectInfo complete(WrittenBytes written) throws IOException {
      note("PUT", key);
      pending.remove(name);
      return kept(upload.complete(written));
    }

    @Override
    public ObjectInfo completeIfAbsent(WrittenBytes written) throws IOException {
      note("PUT", key);
      pending.remove(name);
      return kept(upload.completeIfAbsent(written));
    }

    private ObjectInfo kept(ObjectInfo info) {
      takeMode();
      synchronized (MemoryFlatStore.this) {
        kept.remove(key);
        mode.ifPresent(
            bits ->
                kept.put(
                    key, new Kept(Optional.of(new FileAttributes(bits, "", "", 0)), 0, Map.of())));
      }
      return info;
    }

    @Override
    public void abort() {
      pending.remove(name);
      upload.abort();
    }
  }

  private static void checkLength(String key) throws IOException {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new IOException("/" + key + " is too long");
    }
  }

  @Override
  public PartSizes partSizes() {
    return objects.partSizes();
  }

  @Override
  public ObjectPage first(String prefix, int most) throws IOException {
    note("LIST", prefix);
    List<ObjectInfo> all = below(prefix, false, true);
    return new ObjectPage(all.subList(0, Math.min(most, all.size())), all.size() <= most);
  }

  private List<ObjectInfo> below(String prefix, boolean recursive, boolean own) throws IOException {
    synchronized (objects) {
      return found(prefix, recursive, own);
    }
  }

  private List<ObjectInfo> found(String prefix, boolean recursive, boolean own) throws IOException {
    Map<String, ObjectInfo> found = new TreeMap<>();
    for (String key : objects.keys()) {
      if (!key.startsWith(prefix) || (key.equals(prefix) && !own)) {
        continue;
      }
      int slash = key.indexOf('/', prefix.length());
      if (recursive || slash < 0 || slash == key.length() - 1) {
        ObjectInfo info = known(key);
        found.put(
            key,
            new ObjectInfo(
                info.key(),
                info.directory(),
                info.size(),
                listedMillis.getOrDefault(key, info.modifiedMillis()),
                info.etag(),
                Optional.empty()));
      } else {
        String directory = key.substring(0, slash);
        found.putIfAbsent(
            directory + "/",
            new ObjectInfo(directory, true, 0, 0, Optional.empty(), Optional.empty()));
      }
    }
    return new ArrayList<>(found.values());
  }

  @Override
  public ObjectIterator list(String prefix, boolean recursive) throws IOException {
    Iterator<ObjectInfo> infos = below(prefix, recursive, false).iterator();
    note("LIST", prefix);
    return new ObjectIterator() {
      private int count;

      @Override
      public boolean hasNext() {
        return infos.hasNext();
      }

      @Override
      public ObjectInfo next() {
        if (count > 0 && count % PAGE == 0) {
          note("LIST", prefix);
        }
        count++;
        return infos.next();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Map<String, IOException> delete(List<String> deleted) {
    for (int at = 0; at < deleted.size(); at += PAGE) {
      note("DELETE", String.join(",", deleted.subList(at, Math.min(at + PAGE, deleted.size()))));
    }
    synchronized (this) {
      deleted.forEach(kept::remove);
    }
    return objects.delete(deleted);
  }

  @Override
  public void deleteIfMatch(String key, String etag) throws IOException {
    note("DELETE", key);
    objects.deleteIfMatch(key, etag);
  }

  @Override
  public ObjectInfo copy(ObjectInfo from, String to, boolean exclusive) throws IOException {
    synchronized (objects) {
      return copied(from, to, exclusive);
    }
  }

  private ObjectInfo copied(ObjectInfo from, String to, boolean exclusive) throws IOException {
    String source = from.directory() ? from.key() + "/" : from.key();
    note("COPY", source + " " + to);
    checkLength(to);
    ObjectInfo now = objects.head(source);
    if (from.etag().isPresent() && !from.etag().equals(now.etag())) {
      throw new ObjectChangedException(source + " has changed");
    }
    if (exclusive && objects.bytes(to) != null) {
      throw new FileAlreadyExistsException(to);
    }
    objects.put(to, objects.bytes(source), OptionalInt.empty());
    synchronized (this) {
      kept.put(to, kept(source));
    }
    return known(to);
  }

  /** From now on as a store that cannot be asked to copy only to where nothing is. */
  public void copyWithoutConditions() {
    exclusive = false;
  }

  @Override
  public boolean copiesExclusively(long bytes) {
    return exclusive;
  }

  @Override
  public boolean writesExclusively() {
    return true;
  }

  @Override
  public int deletePageSize() {
    return PAGE;
  }

  @Override
  public Pending pendingUploads(String prefix) {
    Iterator<PendingUpload> found;
    synchronized (pending) {
      found =
          pending.stream().filter(upload -> upload.key().startsWith(prefix)).toList().iterator();
    }
    return new Pending() {
      @Override
      public boolean hasNext() {
        return found.hasNext();
      }

      @Override
      public PendingUpload next() {
        return found.next();
      }
    };
  }

  @Override
  public void abort(PendingUpload upload) {
    pending.remove(upload);
  }

  @Override
  public int maxNameBytes() {
    return 0;
  }

  @Override
  public int maxKeyBytes() {
    return LONGEST_KEY;
  }

  @Override
  public void close() {}

  private void keep(String key, Kept now) throws IOException {
    synchronized (objects) {
      keepOf(key, now);
    }
  }

  private synchronized void keepOf(String key, Kept now) throws IOException {
    if (!key.isEmpty() && objects.bytes(key) != null) {
      kept.put(key, now);
    } else if (objects.keys().stream().noneMatch(other -> other.startsWith(key + "/"))) {
      throw new FileNotFoundException("No object " + key);
    }
  }

  private synchronized Kept kept(String key) {
    return kept.getOrDefault(key, Kept.NOTHING);
  }

  private FileAttributes attributes(String key) {
    return kept(key).attributes().orElse(new FileAttributes(0644, "", "", 0));
  }

  @Override
  public void setMode(String key, int mode) throws IOException {
    FileAttributes was = attributes(key);
    FileAttributes now = new FileAttributes(mode, was.owner(), was.group(), was.accessedMillis());
    keep(key, new Kept(Optional.of(now), kept(key).modified(), kept(key).named()));
  }

  @Override
  public void setOwner(String key, String owner, String group) throws IOException {
    FileAttributes was = attributes(key);
    FileAttributes now =
        new FileAttributes(
            was.mode(),
            owner == null ? was.owner() : owner,
            group == null ? was.group() : group,
            was.accessedMillis());
    keep(key, new Kept(Optional.of(now), kept(key).modified(), kept(key).named()));
  }

  @Override
  public void setTimes(String key, long modifiedMillis, long accessedMillis) throws IOException {
    FileAttributes was = attributes(key);
    long accessed = accessedMillis < 0 ? was.accessedMillis() : accessedMillis;
    FileAttributes now = new FileAttributes(was.mode(), was.owner(), was.group(), accessed);
    long modified = modifiedMillis < 0 ? kept(key).modified() : modifiedMillis;
    keep(key, new Kept(Optional.of(now), modified, kept(key).named()));
  }

  @Override
  public List<String> attributeNames(String key) {
    return List.copyOf(kept(key).named().keySet());
  }

  @Override
  public byte[] attribute(String key, String name) throws IOException {
    byte[] value = kept(key).named().get(name);
    if (value == null) {
      throw new FileNotFoundException("No attribute " + name + " of " + key);
    }
    return value;
  }

  @Override
  public void setAttribute(String key, String name, byte[] value) throws IOException {
    Map<String, byte[]> named = new LinkedHashMap<>(kept(key).named());
    named.put(name, value);
    keep(key, new Kept(kept(key).attributes(), kept(key).modified(), named));
  }

  @Override
  public void removeAttribute(String key, String name) throws IOException {
    Map<String, byte[]> named = new LinkedHashMap<>(kept(key).named());
    named.remove(name);
    keep(key, new Kept(kept(key).attributes(), kept(key).modified(), named));
  }
}
