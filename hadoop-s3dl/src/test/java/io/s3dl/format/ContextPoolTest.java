package io.s3dl.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class ContextPoolTest {

  private static final int MOST_COLLECTIONS = 600;

  @Test
  public void whatComesBackIsTakenAgain() {
    CountDownLatch closed = new CountDownLatch(3);
    ContextPool<Object> pool = new ContextPool<>(Object::new, one -> closed.countDown(), 2);
    NativeContext<Object> first = pool.take();
    NativeContext<Object> second = pool.take();
    NativeContext<Object> third = pool.take();
    assertThat(second.get()).isNotSameAs(first.get());
    pool.giveBack(first);
    pool.giveBack(second);
    assertThat(closed.getCount()).isEqualTo(3);
    pool.giveBack(third); // more than are kept
    assertThat(closed.getCount()).isEqualTo(2);
    NativeContext<Object> again = pool.take();
    assertThat(again).isIn(first, second);
    assertThat(pool.opened()).isEqualTo(3);
    pool.release();
    assertThat(closed.getCount()).isEqualTo(1);
    pool.close();
    pool.giveBack(again);
    assertThat(closed.getCount()).isZero();
  }

  @Test(timeout = 120_000)
  public void whatNobodyClosesIsFreedOnceItIsGarbage() throws Exception {
    CountDownLatch closed = new CountDownLatch(2);
    abandon(closed);
    int collections = 0;
    while (!closed.await(100, TimeUnit.MILLISECONDS) && collections < MOST_COLLECTIONS) {
      System.gc();
      collections++;
    }
    assertThat(closed.getCount()).isZero();
  }

  /** One context that is kept, and one that is in use. */
  private static void abandon(CountDownLatch closed) {
    ContextPool<Object> pool = new ContextPool<>(Object::new, one -> closed.countDown(), 2);
    NativeContext<Object> kept = pool.take();
    pool.take();
    pool.giveBack(kept);
    assertThat(closed.getCount()).isEqualTo(2);
  }

  @Test
  public void aContextIsClosedOnce() {
    CountDownLatch closed = new CountDownLatch(2);
    NativeContext<Object> context = new NativeContext<>(new Object(), one -> closed.countDown());
    context.close();
    context.close();
    assertThat(closed.getCount()).isEqualTo(1);
  }
}
