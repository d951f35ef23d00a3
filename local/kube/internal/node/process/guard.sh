# Reads which process groups begin (+) and end (-), and kills those left when its input ends: then the node is gone.
trap '' HUP INT TERM
groups=' '
while read -r change group; do
  case $change in
    +) groups="$groups$group " ;;
    -) case $groups in *" $group "*) groups="${groups%% "$group" *} ${groups#* "$group" }" ;; esac ;;
  esac
done
for group in $groups; do
  kill -KILL "-$group" 2>/dev/null
done
# What has left its group still carries the mark, the first argument, in its environment.
for environment in $(grep -lF -e "$1" /proc/[0-9]*/environ 2>/dev/null); do
  process=${environment#/proc/}
  kill -KILL "${process%/environ}" 2>/dev/null
done
