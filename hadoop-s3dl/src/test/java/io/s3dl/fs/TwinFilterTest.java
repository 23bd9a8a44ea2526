package io.s3dl.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.s3dl.conf.PathMappingOptions;
import io.s3dl.store.MemoryFlatStore;
import io.s3dl.store.PartSizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.Test;

/** What becomes of listings in the order of keys, in which a directory's slash counts. */
public class TwinFilterTest {

  private static final String Z = PathMapper.SUFFIX;

  private final MemoryFlatStore store =
      new MemoryFlatStore(new PartSizes(1 << 16, 0, 1 << 16, 100, 1));

  private final Namespace namespace =
      new Namespace(
          new FlatFinder(
              store,
              new PathMapper(new PathMappingOptions(true, List.of(), List.of(), List.of()), 0, 0),
              Runnable::run,
              "/"),
          store,
          new PathMapper(new PathMappingOptions(true, List.of(), List.of(), List.of()), 0, 0),
          "/");

  private void put(String... keys) {
    for (String key : keys) {
      store.objects().put(key, new byte[1], OptionalInt.empty());
    }
  }

  private TwinFilter filter(String prefix, boolean recursive) throws IOException {
    return new TwinFilter(store.list(prefix, recursive), namespace, TwinFilter.Order.KEYS);
  }

  /** Names, compressed ones with a star and directories with a slash. */
  private List<String> listed(String prefix, boolean recursive) throws IOException {
    List<String> names = new ArrayList<>();
    try (TwinFilter entries = filter(prefix, recursive)) {
      for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
        names.add(
            entry.key() + (entry.isCompressed() ? "*" : "") + (entry.isDirectory() ? "/" : ""));
      }
    }
    return names;
  }

  @Test
  public void eachNameIsListedOnce() throws IOException {
    put("a", "a!", "a-1", "a" + Z, "a.t", "a/x", "b" + Z, "b.t" + Z, "b/x", "c", "c/x", "d/x");
    assertThat(listed("", false))
        .containsExactlyInAnyOrder("a*", "a!", "a-1", "a.t", "b*", "b.t*", "c", "d/");
  }

  @Test
  public void whatAFileHidesIsTold() throws IOException {
    put("a", "a" + Z, "b", "b-", "b/x", "c" + Z, "c/x");
    List<String> hidden = new ArrayList<>();
    try (TwinFilter entries = filter("", false)) {
      for (TwinFilter.Listed next = entries.nextListed();
          next != null;
          next = entries.nextListed()) {
        TwinFilter.Listed listed = next;
        next.hidden()
            .ifPresent(
                info ->
                    hidden.add(
                        listed.entry().physicalKey()
                            + " hides "
                            + info.key()
                            + (info.directory() ? "/" : "")));
      }
    }
    assertThat(hidden)
        .containsExactlyInAnyOrder("a" + Z + " hides a", "b hides b/", "c" + Z + " hides c/");
  }

  @Test
  public void keysThatNoPathHasAreNotListed() throws IOException {
    put("d//x", "d/./x", "d/../x", "d/y", "d/...", "d/.s3dl-raw-1");
    assertThat(listed("d/", false)).containsExactlyInAnyOrder("d/y", "d/...");
    assertThat(listed("d/", true)).containsExactlyInAnyOrder("d/y", "d/...");
  }

  /** Against a model that holds all, with names that begin with one another. */
  @Test
  public void listsWhatAModelLists() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 300; round++) {
      store.objects().keys().forEach(key -> store.objects().delete(List.of(key)));
      TreeMap<String, String> files = new TreeMap<>();
      Set<String> directories = new TreeSet<>();
      for (int i = 0; i < 40; i++) {
        StringBuilder name = new StringBuilder("n");
        for (int length = random.nextInt(4); length > 0; length--) {
          name.append("!-.s0".charAt(random.nextInt(5)));
        }
        switch (random.nextInt(3)) {
          case 0 -> {
            put(name.toString());
            files.putIfAbsent(name.toString(), "");
          }
          case 1 -> {
            put(name + Z);
            files.put(name.toString(), "*");
          }
          default -> {
            put(name + "/x");
            directories.add(name.toString());
          }
        }
      }
      List<String> expected = new ArrayList<>();
      files.forEach((name, form) -> expected.add(name + form));
      directories.stream().filter(d -> !files.containsKey(d)).forEach(d -> expected.add(d + "/"));
      assertThat(listed("", false)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
