s = "hippocampus"
print(f"[{s:.5}] [{s:15}] [{s:>15}] [{s:^15.4}] [{s:*<13}]")

# prints:
# [hippo] [hippocampus    ] [    hippocampus] [     hipp      ] [hippocampus**]
