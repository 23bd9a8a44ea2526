package io.s3dl.store.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of users or of groups by number. Looking one up may ask a directory server, so each is
 * looked up once while the store is open. Safe for use by several threads.
 */
final class OwnerNames {

  private static final int MAX_NAMES = 1024;

  private final String idAttribute;
  private final String nameAttribute;
  private final Map<Integer, String> names = new ConcurrentHashMap<>();

  private OwnerNames(String idAttribute, String nameAttribute) {
    this.idAttribute = idAttribute;
    this.nameAttribute = nameAttribute;
  }

  static OwnerNames ofUsers() {
    return new OwnerNames("uid", "owner");
  }

  static OwnerNames ofGroups() {
    return new OwnerNames("gid", "group");
  }

  /** The name that owns a file of this status, or the number where it has none. */
  String of(Path path, FileStatus status, LinkOption... options) throws IOException {
    if (status.id(idAttribute).isEmpty()) {
      Object name = status.values().get(nameAttribute);
      return name == null ? "" : name.toString();
    }
    int id = status.id(idAttribute).getAsInt();
    String known = names.get(id);
    return known != null ? known : lookUp(path, id, options);
  }

  private String lookUp(Path path, int id, LinkOption... options) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(path, "unix:" + idAttribute + "," + nameAttribute, options);
    if (!Integer.valueOf(id).equals(found.get(idAttribute))) {
      return Integer.toString(id); // it was given to somebody else just now
    }
    if (names.size() >= MAX_NAMES) {
      names.clear();
    }
    String name = found.get(nameAttribute).toString();
    names.put(id, name);
    return name;
  }
}
