package io.s3dl.store.local;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are written with and without O_DIRECT. */
final class RecordingOpener implements FileOpener {

  private final AtomicLong direct = new AtomicLong();
  private final AtomicLong cached = new AtomicLong();

  long directBytes() {
    return direct.get();
  }

  long cachedBytes() {
    return cached.get();
  }

  @Override
  public FileChannel open(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    AtomicLong counter = options.contains(ExtendedOpenOption.DIRECT) ? direct : cached;
    return new FilteredChannel(FileChannel.open(path, options, attributes)) {
      @Override
      public int write(ByteBuffer src, long position) throws IOException {
        int count = super.write(src, position);
        counter.addAndGet(count);
        return count;
      }
    };
  }
}
