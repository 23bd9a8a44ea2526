package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.s3dl.io.BufferPool;
import io.s3dl.io.PooledBuffer;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class FrameInFlightTest {

  @Test
  public void aCompressionThatBreaksOffLetsItsWaiterGo() throws Exception {
    BufferPool buffers = new BufferPool(1 << 20);
    CompressionContexts contexts = new CompressionContexts(1);
    FrameCompressor compressor = new FrameCompressor(3, contexts);
    PooledBuffer content = buffers.take(100);
    PooledBuffer output = buffers.take(1); // too small, which is a failure of the compressor
    FrameInFlight frame = new FrameInFlight(compressor, content, 100, output);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> waiting = threads.submit(frame::await);
      Future<?> running = threads.submit(frame);
      running.get(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class);
    } finally {
      frame.close();
      contexts.close();
      threads.shutdownNow();
    }
  }
}
