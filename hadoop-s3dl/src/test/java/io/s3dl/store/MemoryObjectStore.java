package io.s3dl.store;

import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/** A flat store in memory that counts how uploads and readers end. Safe for several threads. */
public final class MemoryObjectStore implements ObjectStore {

  /** An object with what is recorded about it. */
  private static final class Stored {
    private final byte[] bytes;
    private final OptionalInt crc32c;
    private final String etag;

    Stored(byte[] bytes, OptionalInt crc32c, String etag) {
      this.bytes = bytes;
      this.crc32c = crc32c;
      this.etag = etag;
    }
  }

  public final AtomicInteger completed = new AtomicInteger();
  public final AtomicInteger aborted = new AtomicInteger();
  public final AtomicInteger openUploads = new AtomicInteger();
  public final AtomicInteger openReaders = new AtomicInteger();
  public final AtomicInteger spilledParts = new AtomicInteger();

  private final PartSizes partSizes;
  private final Map<String, Stored> objects = new TreeMap<>();
  private long versions;

  public MemoryObjectStore(PartSizes partSizes) {
    this.partSizes = partSizes;
  }

  /** Stores an object as it is. */
  public synchronized ObjectInfo put(String key, byte[] bytes, OptionalInt crc32c) {
    objects.put(key, new Stored(bytes, crc32c, "v" + ++versions));
    return info(key, objects.get(key));
  }

  /** All keys there are, in order. */
  public synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** An object's bytes, or null. */
  public synchronized byte[] bytes(String key) {
    Stored stored = objects.get(key);
    return stored == null ? null : stored.bytes;
  }

  private static ObjectInfo info(String key, Stored stored) {
    return new ObjectInfo(
        key, false, stored.bytes.length, 0, Optional.of(stored.etag), Optional.empty());
  }

  private synchronized Stored get(String key) throws FileNotFoundException {
    Stored stored = objects.get(key);
    if (stored == null) {
      throw new FileNotFoundException("No object " + key);
    }
    return stored;
  }

  @Override
  public ObjectInfo head(String key) throws IOException {
    return info(key, get(key));
  }

  @Override
  public ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException {
    Stored stored = get(key);
    Optional<String> expected = known.flatMap(ObjectInfo::etag);
    if (expected.isPresent() && !expected.get().equals(stored.etag)) {
      throw new ObjectChangedException(key + " has changed");
    }
    openReaders.incrementAndGet();
    return new Reader(info(key, stored), stored);
  }

  @Override
  public Upload startUpload(String key, WriteOptions options) {
    openUploads.incrementAndGet();
    return new MemoryUpload(key, options);
  }

  @Override
  public PartSizes partSizes() {
    return partSizes;
  }

  @Override
  public synchronized ObjectIterator list(String prefix, boolean recursive) {
    TreeSet<String> keys = new TreeSet<>();
    List<ObjectInfo> found = new ArrayList<>();
    for (Map.Entry<String, Stored> object : objects.entrySet()) {
      String key = object.getKey();
      if (!key.startsWith(prefix)) {
        continue;
      }
      int slash = key.indexOf('/', prefix.length());
      if (recursive || slash < 0) {
        found.add(info(key, object.getValue()));
      } else if (keys.add(key.substring(0, slash))) {
        String directory = key.substring(0, slash);
        found.add(new ObjectInfo(directory, true, 0, 0, Optional.empty(), Optional.empty()));
      }
    }
    Iterator<ObjectInfo> infos = found.iterator();
    return new ObjectIterator() {
      @Override
      public boolean hasNext() {
        return infos.hasNext();
      }

      @Override
      public ObjectInfo next() {
        return infos.next();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized Map<String, IOException> delete(List<String> keys) {
    keys.forEach(objects::remove);
    return Map.of();
  }

  @Override
  public synchronized void deleteIfMatch(String key, String etag) throws IOException {
    if (objects.containsKey(key) && head(key).etag().equals(Optional.of(etag))) {
      objects.remove(key);
    }
  }

  @Override
  public int maxNameBytes() {
    return 0;
  }

  @Override
  public void close() {}

  private synchronized ObjectInfo publish(String key, WriteOptions options, Stored stored)
      throws IOException {
    Stored before = objects.get(key);
    if (options.exclusive() && before != null) {
      throw new FileAlreadyExistsException(key);
    }
    if (options.ifMatch().isPresent()
        && (before == null || !options.ifMatch().get().equals(before.etag))) {
      throw new ObjectChangedException(key + " is not the expected one");
    }
    return put(key, stored.bytes, stored.crc32c);
  }

  private final class Reader implements ObjectReader {
    private final ObjectInfo info;
    private final Stored stored;
    private boolean closed;

    Reader(ObjectInfo info, Stored stored) {
      this.info = info;
      this.stored = stored;
    }

    @Override
    public ObjectInfo info() {
      return info;
    }

    @Override
    public OptionalInt recordedCrc32c() {
      return stored.crc32c;
    }

    @Override
    public synchronized void readFully(long position, ByteBuffer destination) throws IOException {
      if (closed) {
        throw new IOException("The reader of " + info.key() + " is closed");
      }
      if (position + destination.remaining() > stored.bytes.length) {
        throw new EOFException(info.key() + " ends before " + position);
      }
      destination.put(stored.bytes, (int) position, destination.remaining());
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        openReaders.decrementAndGet();
      }
    }
  }

  /** Checks that parts fit together and follow the store's sizes, and that it ends once. */
  private final class MemoryUpload implements Upload {
    private final String key;
    private final WriteOptions options;
    private final TreeMap<Integer, byte[]> parts = new TreeMap<>();
    private final TreeMap<Integer, Long> offsets = new TreeMap<>();
    private boolean ended;

    MemoryUpload(String key, WriteOptions options) {
      this.key = key;
      this.options = options;
    }

    @Override
    public synchronized void part(int number, long offset, ByteBuffer bytes) {
      if (!bytes.isDirect()) {
        throw new IllegalArgumentException("Not a direct buffer");
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      add(number, offset, copy);
    }

    /** As a store that tries twice, the first time in vain. */
    @Override
    public synchronized void part(int number, long offset, SpillFile bytes) throws IOException {
      try (InputStream first = bytes.open()) {
        first.read();
      }
      byte[] copy;
      try (InputStream second = bytes.open()) {
        copy = second.readAllBytes();
      }
      CRC32C actual = new CRC32C();
      actual.update(copy);
      if (copy.length != bytes.length() || (int) actual.getValue() != bytes.crc32c()) {
        throw new IOException("Part " + number + " is not what it is said to be");
      }
      spilledParts.incrementAndGet();
      add(number, offset, copy);
    }

    @Override
    public synchronized void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
        throws IOException {
      if (range.offset() % partSizes.copyUnit() != 0
          || range.length() % partSizes.copyUnit() != 0
          || offset % partSizes.copyUnit() != 0) {
        throw new IllegalArgumentException(range + " to " + offset + " is not of whole units");
      }
      byte[] copy = new byte[(int) range.length()];
      Stored stored = get(source.key());
      if (source.etag().isPresent() && !source.etag().get().equals(stored.etag)) {
        throw new ObjectChangedException(source.key() + " has changed");
      }
      System.arraycopy(stored.bytes, (int) range.offset(), copy, 0, copy.length);
      add(number, offset, copy);
    }

    private void add(int number, long offset, byte[] copy) {
      if (ended || parts.put(number, copy) != null) {
        throw new IllegalStateException("Part " + number + " after the end, or twice");
      }
      offsets.put(number, offset);
    }

    @Override
    public ObjectInfo complete(WrittenBytes written) throws IOException {
      return complete(written.crc32c(), options);
    }

    @Override
    public ObjectInfo completeIfAbsent(WrittenBytes written) throws IOException {
      return complete(written.crc32c(), options.withExclusive());
    }

    private synchronized ObjectInfo complete(OptionalInt crc32c, WriteOptions condition)
        throws IOException {
      if (ended) {
        throw new IllegalStateException("The upload of " + key + " has ended");
      }
      ended = true;
      openUploads.decrementAndGet();
      Stored stored = new Stored(joined(), crc32c, "");
      CRC32C actual = new CRC32C();
      actual.update(stored.bytes);
      if (crc32c.isPresent() && crc32c.getAsInt() != (int) actual.getValue()) {
        throw new IOException("What was sent to " + key + " does not have the CRC32C announced");
      }
      ObjectInfo info = publish(key, condition, stored);
      completed.incrementAndGet();
      return info;
    }

    private byte[] joined() {
      long length = 0;
      int number = 1;
      for (Map.Entry<Integer, byte[]> part : parts.entrySet()) {
        if (part.getKey() != number++ || offsets.get(part.getKey()) != length) {
          throw new IllegalStateException("Part " + part.getKey() + " is not where it belongs");
        }
        length += part.getValue().length;
      }
      ByteBuffer all = ByteBuffer.allocate((int) length);
      parts.values().forEach(all::put);
      return all.array();
    }

    @Override
    public synchronized void abort() {
      if (!ended) {
        ended = true;
        openUploads.decrementAndGet();
        aborted.incrementAndGet();
      }
    }
  }
}
