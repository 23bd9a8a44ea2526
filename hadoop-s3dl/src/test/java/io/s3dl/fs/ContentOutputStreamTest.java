package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.conf.SyncablePolicy;
import io.s3dl.io.BufferPool;
import io.s3dl.store.MemoryObjectStore;
import io.s3dl.store.PartSizes;
import io.s3dl.store.WriteOptions;
import io.s3dl.stream.ObjectOutput;
import io.s3dl.stream.ObjectWriter;
import io.s3dl.stream.OutputOptions;
import io.s3dl.stream.PlainEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.Logger;
import org.apache.log4j.spi.LoggingEvent;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class ContentOutputStreamTest {

  private final MemoryObjectStore store =
      new MemoryObjectStore(new PartSizes(4096, 0, 4096, 10, 4096));
  private final BufferPool pool = new BufferPool(1 << 20);
  private final List<String> warnings = new ArrayList<>();
  private final AppenderSkeleton recorder =
      new AppenderSkeleton() {
        @Override
        protected void append(LoggingEvent event) {
          warnings.add(event.getRenderedMessage());
        }

        @Override
        public void close() {}

        @Override
        public boolean requiresLayout() {
          return false;
        }
      };

  @Before
  public void record() {
    Logger.getLogger(ContentOutputStream.class).addAppender(recorder);
  }

  @After
  public void nothingIsLeft() {
    Logger.getLogger(ContentOutputStream.class).removeAppender(recorder);
    assertThat(pool.lentBuffers()).isZero();
  }

  private ContentOutputStream stream(String key, SyncablePolicy syncable, AtomicBoolean syncWarned)
      throws IOException {
    ObjectOutput output =
        new ObjectOutput(
            key,
            store.startUpload(key, WriteOptions.replacing()),
            new OutputOptions(store.partSizes(), 1, Optional.empty()),
            Runnable::run,
            pool);
    PlainEncoder encoder = new PlainEncoder(output, 0, OptionalInt.of(0));
    ObjectWriter writer = new ObjectWriter(key, encoder, output, (info, done) -> {});
    return new ContentOutputStream(key, writer, syncable, syncWarned, null, published -> {});
  }

  @Test
  public void allStreamsOfAFileSystemWarnOnceThatSyncHasNoEffect() throws IOException {
    AtomicBoolean syncWarned = new AtomicBoolean();
    for (String key : List.of("first", "second")) {
      try (ContentOutputStream out = stream(key, SyncablePolicy.WARN, syncWarned)) {
        out.hflush();
        out.hsync();
      }
    }
    assertThat(warnings).hasSize(1).first().asString().contains("hflush of first has no effect");
    try (ContentOutputStream out = stream("other", SyncablePolicy.WARN, new AtomicBoolean())) {
      out.hsync();
    }
    assertThat(warnings).hasSize(2);
  }

  @Test
  public void aStreamThatIgnoresSyncDoesNotWarn() throws IOException {
    try (ContentOutputStream out = stream("key", SyncablePolicy.IGNORE, new AtomicBoolean())) {
      out.hflush();
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  public void itsTextTellsTheETagOnceThereIsOne() throws IOException {
    ContentOutputStream out = stream("key", SyncablePolicy.WARN, new AtomicBoolean());
    assertThat(out.toString()).doesNotContain("ETag");
    out.close();
    assertThat(out.toString()).contains("ETag " + store.head("key").etag().orElseThrow());
  }
}
