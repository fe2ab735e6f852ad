#!/bin/sh
# The peer: Debian unstable with PyTorch, torchvision and scikit-learn in a folder. Needs root and debootstrap.
#   peer.sh make FOLDER          creates it, from this machine's apt mirror
#   peer.sh run FOLDER ARGUMENT… runs its Python, with access to this program's files and the temporary folder
set -eu

action=$1
folder=$2
shift 2

case $action in
make)
  command -v debootstrap > /dev/null || { echo "peer.sh make needs debootstrap: apt-get install debootstrap" >&2; exit 1; }
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/*$' | head -n 1)
  debootstrap --variant=minbase --include=python3-torch,python3-torchvision,python3-sklearn,python3-numpy,python3-pil,python3-onnx,libopenblas0-pthread,g++,libpython3-dev,libtorch-dev \
    unstable "$folder" "$mirror"
  ;;
run)
  here=$(cd "$(dirname "$0")" && pwd)
  temporary=${TMPDIR:-/tmp}
  # In a private mount namespace, which ends with the process.
  exec unshare --mount sh -euc '
    folder=$1 here=$2 temporary=$3
    shift 3
    mount --bind /proc "$folder/proc"
    mount --bind /dev "$folder/dev"
    for path in "$here" "$temporary"; do mkdir -p "$folder$path"; mount --bind "$path" "$folder$path"; done
    exec chroot "$folder" python3 "$@"
  ' peer "$folder" "$here" "$temporary" "$@"
  ;;
*)
  echo "peer.sh make FOLDER, or peer.sh run FOLDER ARGUMENT…" >&2
  exit 2
  ;;
esac
