package io.s3dl.conf;

import java.nio.file.Path;
import java.util.List;

/**
 * The configuration keys of moving bytes: threads, parts on their way, and what is read at once.
 */
public final class TransferSettings {

  public static final Setting<Integer> IO_THREADS =
      SettingTypes.integer(
          "fs.s3dl.io.threads",
          "0",
          0,
          1024,
          "How many reads and writes of the store a file system has under way at once; 0 is as many"
              + " as suit the store: 8 for local disks, 64 for a store that is reached over a"
              + " network, where they wait most of the time. Threads end when they are idle.");

  public static final Setting<Integer> PARTS_IN_FLIGHT =
      SettingTypes.integer(
          "fs.s3dl.upload.parts.in.flight",
          "4",
          1,
          1000,
          "How many parts of one file are on their way to the store at once. All files together"
              + " have no more than fs.s3dl.io.threads.");

  public static final Setting<UploadBuffer> UPLOAD_BUFFER =
      SettingTypes.choice(
          "fs.s3dl.upload.buffer",
          UploadBuffer.class,
          UploadBuffer.AUTO,
          "Where parts wait to be sent. memory: there only, with one part of every open stream"
              + " beside fs.s3dl.memory.max; disk: in fs.s3dl.buffer.dir, but for the smallest"
              + " files; auto: in memory, and on disk if they are larger than"
              + " fs.s3dl.upload.memory.part.max or memory is short. Not used by filedl and"
              + " directdl.");

  public static final Setting<Integer> UPLOAD_MEMORY_PART_MAX =
      SettingTypes.bufferBytes(
          "fs.s3dl.upload.memory.part.max",
          "64M",
          1 << 20,
          1 << 30,
          1,
          "Larger parts wait on disk, if fs.s3dl.upload.buffer is auto. Not used by filedl and"
              + " directdl.");

  public static final Setting<Path> BUFFER_DIR =
      SettingTypes.localPath(
          "fs.s3dl.buffer.dir",
          "${hadoop.tmp.dir}/s3dl",
          "The local directory for parts that wait to be sent. It needs room for"
              + " fs.s3dl.upload.parts.in.flight parts and one more of every file that is being"
              + " written. Its files have no names: what a killed process had there is freed with"
              + " the process. Not used by filedl and directdl.");

  public static final Setting<Integer> READ_BLOCK_SIZE =
      SettingTypes.bufferBytes(
          "fs.s3dl.read.block.size",
          "8M",
          1 << 20,
          128 << 20,
          1,
          "The most that a sequential read asks the store for at once; it begins with less. Not"
              + " used by filedl and directdl, which read 1 MiB at a time.");

  public static final Setting<Integer> READ_BLOCKS_AHEAD =
      SettingTypes.integer(
          "fs.s3dl.read.blocks.ahead",
          "4",
          0,
          256,
          "How many blocks sequential reads fetch and decompress ahead, in parallel; 0 for none.");

  public static final Setting<Integer> READ_VECTORED_GAP =
      SettingTypes.bufferBytes(
          "fs.s3dl.read.vectored.gap",
          "128K",
          0,
          64 << 20,
          1,
          "Vectored reads: ranges that are no further apart than this are read with one request."
              + " Not used by filedl and directdl, where it is 64K.");

  public static final Setting<Integer> READ_VECTORED_MAX =
      SettingTypes.bufferBytes(
          "fs.s3dl.read.vectored.max",
          "8M",
          64 << 10,
          128 << 20,
          1,
          "Vectored reads: the most that several ranges are read together for. Not used by filedl"
              + " and directdl, where it is 4M.");

  private static final List<Setting<?>> ALL =
      List.of(
          IO_THREADS,
          PARTS_IN_FLIGHT,
          UPLOAD_BUFFER,
          UPLOAD_MEMORY_PART_MAX,
          BUFFER_DIR,
          READ_BLOCK_SIZE,
          READ_BLOCKS_AHEAD,
          READ_VECTORED_GAP,
          READ_VECTORED_MAX);

  private TransferSettings() {}

  /** All of them, in the order of the documentation. */
  static List<Setting<?>> all() {
    return ALL;
  }
}
