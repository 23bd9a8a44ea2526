package io.s3dl.store;

import io.s3dl.io.ByteRange;
import io.s3dl.io.SpillFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A store whose calls fail, wait or come short as a test wants it. */
public class FaultyObjectStore implements ObjectStore {

  private final ObjectStore store;
  private final Faults faults;
  private volatile long truncatedTo = Long.MAX_VALUE;

  public FaultyObjectStore(ObjectStore store, Faults faults) {
    this.store = store;
    this.faults = faults;
  }

  /** Lets reads beyond a position come short, as if an object had been cut under its reader. */
  public void truncateReadsTo(long length) {
    truncatedTo = length;
  }

  @Override
  public ObjectInfo head(String key) throws IOException {
    faults.meet(Faults.Call.HEAD);
    return store.head(key);
  }

  @Override
  public ObjectReader open(String key, Optional<ObjectInfo> known) throws IOException {
    faults.meet(Faults.Call.OPEN);
    return new FaultyReader(store.open(key, known));
  }

  @Override
  public Upload startUpload(String key, WriteOptions options) throws IOException {
    faults.meet(Faults.Call.START);
    return new FaultyUpload(store.startUpload(key, options));
  }

  @Override
  public PartSizes partSizes() {
    return store.partSizes();
  }

  @Override
  public ObjectIterator list(String prefix, boolean recursive) throws IOException {
    return store.list(prefix, recursive);
  }

  @Override
  public Map<String, IOException> delete(List<String> keys) throws IOException {
    faults.meet(Faults.Call.DELETE);
    return store.delete(keys);
  }

  @Override
  public void deleteIfMatch(String key, String etag) throws IOException {
    faults.meet(Faults.Call.DELETE);
    store.deleteIfMatch(key, etag);
  }

  @Override
  public int maxNameBytes() {
    return store.maxNameBytes();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private final class FaultyReader implements ObjectReader {
    private final ObjectReader reader;

    FaultyReader(ObjectReader reader) {
      this.reader = reader;
    }

    @Override
    public ObjectInfo info() {
      return reader.info();
    }

    @Override
    public OptionalInt recordedCrc32c() throws IOException {
      return reader.recordedCrc32c();
    }

    @Override
    public void readFully(long position, ByteBuffer destination) throws IOException {
      faults.meet(Faults.Call.READ);
      if (position + destination.remaining() > truncatedTo) {
        throw new EOFException(info().key() + " ends at " + truncatedTo);
      }
      reader.readFully(position, destination);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private final class FaultyUpload implements Upload {
    private final Upload upload;

    FaultyUpload(Upload upload) {
      this.upload = upload;
    }

    @Override
    public void part(int number, long offset, ByteBuffer bytes) throws IOException {
      faults.meet(Faults.Call.PART);
      upload.part(number, offset, bytes);
    }

    @Override
    public void part(int number, long offset, SpillFile bytes) throws IOException {
      faults.meet(Faults.Call.PART);
      upload.part(number, offset, bytes);
    }

    @Override
    public void copyPart(int number, long offset, ObjectInfo source, ByteRange range)
        throws IOException {
      faults.meet(Faults.Call.COPY);
      upload.copyPart(number, offset, source, range);
    }

    @Override
    public ObjectInfo complete(WrittenBytes written) throws IOException {
      faults.meet(Faults.Call.COMPLETE);
      return upload.complete(written);
    }

    @Override
    public void abort() {
      upload.abort();
    }
  }
}
