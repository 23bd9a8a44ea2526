package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.conf.PathMappingOptions;
import io.s3dl.store.FlatStore;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.ObjectInfo;
import io.s3dl.store.PartSizes;
import io.s3dl.store.WriteOptions;
import io.s3dl.store.WrittenBytes;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.Test;

/** Where the store tells how long contents are, nobody reads the ends of objects for it. */
public class ToldLengthsTest {

  private final MemoryFlatStore objects =
      new MemoryFlatStore(new PartSizes(1 << 20, 0, 1 << 20, 100, 1));

  /** The same objects, of which HEAD tells a length, or none. */
  private FlatStore telling(OptionalLong length) {
    return (FlatStore)
        Proxy.newProxyInstance(
            FlatStore.class.getClassLoader(),
            new Class<?>[] {FlatStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("tellsContentLengths")) {
                return true;
              }
              Object answer;
              try {
                answer = method.invoke(objects, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              return method.getName().equals("head") ? told((ObjectInfo) answer, length) : answer;
            });
  }

  private static ObjectInfo told(ObjectInfo info, OptionalLong length) {
    return new ObjectInfo(
        info.key(),
        info.directory(),
        info.size(),
        info.modifiedMillis(),
        info.etag(),
        info.symlink(),
        info.attributes(),
        length);
  }

  private Entry find(FlatStore store) throws IOException {
    objects
        .startUpload("a.s3dl.zst", WriteOptions.replacing())
        .put(ByteBuffer.allocateDirect(50), WrittenBytes.UNKNOWN);
    objects.clearRequests();
    PathMapper mapper =
        new PathMapper(new PathMappingOptions(true, List.of(), List.of(), List.of()), 0, 0);
    return new FlatFinder(store, mapper, Runnable::run, "s3dl://b/")
        .find("a", Need.LENGTH)
        .orElseThrow();
  }

  @Test
  public void oneLookTellsTheLength() throws IOException {
    FlatStore store = telling(OptionalLong.of(12_345));
    ContentFacts facts = new ContentFacts(Ends.asking(store), 10);
    assertThat(facts.lengthOf(find(store))).isEqualTo(12_345);
    assertThat(objects.requests()).containsExactly("HEAD a.s3dl.zst");
  }

  @Test
  public void withoutItTheEndIsRead() throws IOException {
    assertThat(find(telling(OptionalLong.empty())).tail()).isPresent();
    assertThat(objects.requests()).containsExactly("HEAD a.s3dl.zst", "TAIL a.s3dl.zst");
  }
}
